-- The SQL twin of resolve.cc: which pairs of records are the same person. Oracle of its tests, and the way to run
-- the same rules on an engine of many machines.
--
-- Reads  identity_rows(record, family, given, birth_date), identity_numbers(record, number_key, kind, own, bearer)
-- Writes edges(a, b)
-- Only the portable subset: CASE, equi-joins on numbers, GROUP BY; // divides whole numbers (Spark: div).
-- 0 means "not known".

CREATE TABLE carried AS
SELECT n.number_key AS number_key, n.own AS own, r.record AS record, r.family AS family, r.given AS given, r.birth_date AS birth_date
FROM identity_numbers AS n JOIN identity_rows AS r ON n.record = r.record;

-- A number that many different people carry names nobody.
CREATE TABLE naming_numbers AS
SELECT number_key FROM (SELECT DISTINCT number_key, own, birth_date, given FROM carried) AS people_of_number
GROUP BY number_key, own HAVING count(*) <= CASE WHEN own = 1 THEN 20 ELSE 400 END;

CREATE TABLE numbered AS
SELECT c.number_key AS number_key, c.own AS own, c.record AS record, c.family AS family, c.given AS given, c.birth_date AS birth_date
FROM carried AS c JOIN naming_numbers AS n ON c.number_key = n.number_key;

-- What is known under one number and birth date, and under one number and given name.
CREATE TABLE names_of_day AS
SELECT number_key, birth_date, count(DISTINCT CASE WHEN given <> 0 THEN given END) AS names
FROM numbered WHERE birth_date <> 0 GROUP BY number_key, birth_date;

CREATE TABLE days_of_name AS
SELECT number_key, given, count(DISTINCT CASE WHEN birth_date <> 0 THEN birth_date END) AS days
FROM numbered WHERE given <> 0 GROUP BY number_key, given;

CREATE TABLE pairs AS
SELECT a.record AS a, b.record AS b, a.number_key AS number_key, a.own AS own,
       a.family AS family_a, b.family AS family_b, a.given AS given_a, b.given AS given_b, a.birth_date AS day_a, b.birth_date AS day_b,
       CASE WHEN a.birth_date = 0 OR b.birth_date = 0 THEN 0
            WHEN a.birth_date = b.birth_date THEN 1
            WHEN abs(a.birth_date // 10000 - b.birth_date // 10000) >= 10 THEN 0
            WHEN a.birth_date // 10000 = b.birth_date // 10000 AND a.birth_date // 100 % 100 = b.birth_date % 100
                 AND a.birth_date % 100 = b.birth_date // 100 % 100 THEN 1
            WHEN CASE WHEN a.birth_date % 10 <> b.birth_date % 10 THEN 1 ELSE 0 END
               + CASE WHEN a.birth_date // 10 % 10 <> b.birth_date // 10 % 10 THEN 1 ELSE 0 END
               + CASE WHEN a.birth_date // 100 % 10 <> b.birth_date // 100 % 10 THEN 1 ELSE 0 END
               + CASE WHEN a.birth_date // 1000 % 10 <> b.birth_date // 1000 % 10 THEN 1 ELSE 0 END
               + CASE WHEN a.birth_date // 10000 % 10 <> b.birth_date // 10000 % 10 THEN 1 ELSE 0 END
               + CASE WHEN a.birth_date // 100000 % 10 <> b.birth_date // 100000 % 10 THEN 1 ELSE 0 END
               + CASE WHEN a.birth_date // 1000000 % 10 <> b.birth_date // 1000000 % 10 THEN 1 ELSE 0 END
               + CASE WHEN a.birth_date // 10000000 % 10 <> b.birth_date // 10000000 % 10 THEN 1 ELSE 0 END = 1 THEN 1
            ELSE 0 END AS near
FROM numbered AS a JOIN numbered AS b ON a.number_key = b.number_key
WHERE a.record < b.record;

CREATE TABLE edges AS
-- own: the number alone, unless given name and birth date both contradict it
SELECT p.a AS a, p.b AS b FROM pairs AS p
WHERE p.own = 1 AND NOT (p.given_a <> 0 AND p.given_b <> 0 AND p.given_a <> p.given_b AND p.day_a <> 0 AND p.day_b <> 0 AND p.near = 0)
UNION ALL
-- birth: number and birth date, and the given names agree
SELECT p.a, p.b FROM pairs AS p JOIN names_of_day AS n ON p.number_key = n.number_key AND p.day_a = n.birth_date
WHERE p.day_a = p.day_b AND ((p.given_a = p.given_b AND p.given_a <> 0) OR n.names <= 1)
UNION ALL
-- given: number and given name, and the birth dates nearly agree
SELECT p.a, p.b FROM pairs AS p JOIN days_of_name AS n ON p.number_key = n.number_key AND p.given_a = n.given
WHERE p.given_a = p.given_b AND (p.near = 1 OR (n.days <= 1 AND p.family_a = p.family_b))
UNION ALL
-- name: surname, given name and birth date, where numbers of one kind that are their bearer's own do not tell
-- namesakes apart
SELECT x.record, y.record FROM identity_rows AS x
JOIN identity_rows AS y ON x.family = y.family AND x.given = y.given AND x.birth_date = y.birth_date
LEFT JOIN (
  SELECT DISTINCT family, given, birth_date FROM (
    SELECT r.family AS family, r.given AS given, r.birth_date AS birth_date, n.kind AS kind
    FROM identity_rows AS r JOIN identity_numbers AS n ON r.record = n.record
    WHERE n.own = 1 OR n.bearer = 1 GROUP BY r.family, r.given, r.birth_date, n.kind HAVING count(DISTINCT n.number_key) > 1) AS contradictions
) AS c ON x.family = c.family AND x.given = c.given AND x.birth_date = c.birth_date
WHERE x.record < y.record AND x.family <> 0 AND x.given <> 0 AND x.birth_date <> 0 AND c.family IS NULL
