-- The SQL twin of blocking, agreement and weights: which pairs of records meet, and what each weighs. Oracle of the
-- tests, yardstick of the bench, and the way to run the same rules on an engine of many machines.
--
-- Reads  identity_rows(record, family, given, given_key, birth_date, postcode, door, family_rarity, given_rarity)
--        identity_numbers(record, number_value, kind, bond, field)   bond: 0 doubtful, 1 shared, 2 bearer, 3 own
--        block_keys(record, key_kind, key_value)                     computed at ingest, like every key
--        weights(field, level, weight)                               hundredths of a bit
--        limits(established_max, joined, reviewed)
-- Writes edges(a, b, one, weight): one = 1 where an own number decides, else 0 and a weight of at least `reviewed`.
-- Levels and fields are numbered as in agreement.h. 0 or '' means "not known".
-- Portable: CASE, equi-joins on numbers, GROUP BY, one window. Beside them two functions that not every engine has
-- under one name: jaro_winkler_similarity and damerau_levenshtein; // divides whole numbers (Spark: div).

CREATE TABLE placed_keys AS
SELECT record, key_kind, key_value, row_number() OVER (PARTITION BY key_kind, key_value ORDER BY record) AS place FROM block_keys;

CREATE TABLE candidates AS
SELECT DISTINCT x.record AS a, y.record AS b
FROM placed_keys AS x JOIN placed_keys AS y ON x.key_kind = y.key_kind AND x.key_value = y.key_value
WHERE x.place < y.place AND y.place - x.place <= 100 AND x.record <> y.record;

-- Own numbers: 4 equal, 3 bearer, 2 differ, 1 doubtful, the strongest counts. The others: 2 equal, 1 differ.
CREATE TABLE number_levels AS
SELECT a, b, max(own_rank) AS own_rank, max(main_rank) AS main_rank, max(email_rank) AS email_rank, max(phone_rank) AS phone_rank,
       max(account_rank) AS account_rank, max(other_rank) AS other_rank
FROM (
  SELECT a, b,
         CASE WHEN of_person = 0 THEN 0
              WHEN same = 1 AND bond_a = 2 THEN 3
              WHEN bond_a = 0 OR bond_b = 0 THEN 1
              WHEN same = 1 THEN 4
              ELSE 2 END AS own_rank,
         CASE WHEN of_person = 1 AND same = 1 AND bond_a <> 2 AND (bond_a = 0 OR bond_b = 0) THEN 2
              WHEN of_person = 0 AND field = 1 THEN same + 1
              ELSE 0 END AS main_rank,
         CASE WHEN field = 2 THEN same + 1 ELSE 0 END AS email_rank,
         CASE WHEN field = 3 THEN same + 1 ELSE 0 END AS phone_rank,
         CASE WHEN field = 4 THEN same + 1 ELSE 0 END AS account_rank,
         CASE WHEN field = 5 THEN same + 1 ELSE 0 END AS other_rank
  FROM (
    SELECT c.a AS a, c.b AS b, x.field AS field, x.bond AS bond_a, y.bond AS bond_b,
           CASE WHEN x.number_value = y.number_value THEN 1 ELSE 0 END AS same,
           CASE WHEN x.field = 0 OR (x.bond = 2 AND y.bond = 2) THEN 1 ELSE 0 END AS of_person
    FROM candidates AS c
    JOIN identity_numbers AS x ON x.record = c.a
    JOIN identity_numbers AS y ON y.record = c.b AND y.kind = x.kind) AS compared) AS ranked
GROUP BY a, b;

CREATE TABLE side_by_side AS
SELECT c.a AS a, c.b AS b, x.family AS family_a, y.family AS family_b, x.given AS given_a, y.given AS given_b,
       CASE WHEN length(x.family) <= length(y.family) THEN x.family ELSE y.family END AS family_short,
       CASE WHEN length(x.family) <= length(y.family) THEN y.family ELSE x.family END AS family_long,
       CASE WHEN length(x.given) <= length(y.given) THEN x.given ELSE y.given END AS given_short,
       CASE WHEN length(x.given) <= length(y.given) THEN y.given ELSE x.given END AS given_long,
       x.given_key AS form_a, y.given_key AS form_b, x.birth_date AS day_a, y.birth_date AS day_b,
       x.postcode AS postcode_a, y.postcode AS postcode_b, x.door AS door_a, y.door AS door_b,
       x.family_rarity AS family_rarity, x.given_rarity AS given_rarity, y.given_rarity AS given_rarity_b,
       coalesce(n.own_rank, 0) AS own_rank, coalesce(n.main_rank, 0) AS main_rank, coalesce(n.email_rank, 0) AS email_rank,
       coalesce(n.phone_rank, 0) AS phone_rank, coalesce(n.account_rank, 0) AS account_rank, coalesce(n.other_rank, 0) AS other_rank
FROM candidates AS c
JOIN identity_rows AS x ON x.record = c.a
JOIN identity_rows AS y ON y.record = c.b
LEFT JOIN number_levels AS n ON n.a = c.a AND n.b = c.b;

CREATE TABLE levels AS
SELECT a, b, family_rarity, given_rarity,
       CASE WHEN given_level = 6 AND swapped = 1 THEN 0 ELSE family_level END AS family_level,
       CASE WHEN given_level = 6 AND swapped = 1 THEN 5 ELSE given_level END AS given_level,
       birth_level, own_level, main_level, email_level, phone_level, account_level, other_level, place_level
FROM (
  SELECT p.a AS a, p.b AS b, p.family_rarity AS family_rarity, p.given_rarity AS given_rarity,
    CASE WHEN family_a = '' OR family_b = '' THEN 0
         WHEN family_a = family_b THEN 1
         WHEN jaro_winkler_similarity(family_a, family_b) >= 0.90003 THEN 2
         WHEN length(family_short) = 1 THEN CASE WHEN substr(family_long, 1, 1) = family_short THEN 4 ELSE 6 END
         WHEN strpos(concat(' ', family_long, ' '), concat(' ', family_short, ' ')) > 0 THEN 4
         ELSE 6 END AS family_level,
    CASE WHEN given_a = '' OR given_b = '' THEN 0
         WHEN given_a = given_b THEN 1
         WHEN form_a = form_b THEN 3
         WHEN length(given_short) = 1 AND substr(given_long, 1, 1) = given_short THEN 4
         WHEN length(given_short) > 1 AND strpos(concat(' ', given_long, ' '), concat(' ', given_short, ' ')) > 0 THEN 4
         WHEN damerau_levenshtein(given_a, given_b) > 1
              AND NOT (length(given_short) >= 3 AND substr(given_long, 1, CAST(length(given_short) AS INTEGER)) = given_short) THEN 6
         WHEN given_rarity <= l.established_max AND given_rarity_b <= l.established_max AND abs(given_rarity - given_rarity_b) < 45 THEN 6
         ELSE 2 END AS given_level,
    CASE WHEN family_a <> '' AND given_a <> '' AND substr(family_a, 1, 16) = given_b AND substr(family_b, 1, 16) = given_a THEN 1 ELSE 0 END AS swapped,
    CASE WHEN day_a = 0 OR day_b = 0 THEN 0
         WHEN day_a = day_b THEN 1
         WHEN abs(day_a // 10000 - day_b // 10000) >= 13 THEN 4
         WHEN abs(day_a // 10000 - day_b // 10000) >= 10 THEN CASE WHEN day_a % 10000 = day_b % 10000 THEN 3 ELSE 4 END
         WHEN day_a // 10000 = day_b // 10000 AND day_a // 100 % 100 = day_b % 100 AND day_a % 100 = day_b // 100 % 100 THEN 2
         WHEN CASE WHEN day_a % 10 <> day_b % 10 THEN 1 ELSE 0 END
            + CASE WHEN day_a // 10 % 10 <> day_b // 10 % 10 THEN 1 ELSE 0 END
            + CASE WHEN day_a // 100 % 10 <> day_b // 100 % 10 THEN 1 ELSE 0 END
            + CASE WHEN day_a // 1000 % 10 <> day_b // 1000 % 10 THEN 1 ELSE 0 END
            + CASE WHEN day_a // 10000 % 10 <> day_b // 10000 % 10 THEN 1 ELSE 0 END
            + CASE WHEN day_a // 100000 % 10 <> day_b // 100000 % 10 THEN 1 ELSE 0 END
            + CASE WHEN day_a // 1000000 % 10 <> day_b // 1000000 % 10 THEN 1 ELSE 0 END
            + CASE WHEN day_a // 10000000 % 10 <> day_b // 10000000 % 10 THEN 1 ELSE 0 END = 1 THEN 2
         WHEN CASE WHEN day_a // 10000 = day_b // 10000 THEN 1 ELSE 0 END
            + CASE WHEN day_a // 100 % 100 = day_b // 100 % 100 THEN 1 ELSE 0 END
            + CASE WHEN day_a % 100 = day_b % 100 THEN 1 ELSE 0 END = 2 THEN 3
         ELSE 4 END AS birth_level,
    CASE own_rank WHEN 4 THEN 1 WHEN 3 THEN 2 WHEN 2 THEN 4 WHEN 1 THEN 3 ELSE 0 END AS own_level,
    CASE main_rank WHEN 2 THEN 1 WHEN 1 THEN 2 ELSE 0 END AS main_level,
    CASE email_rank WHEN 2 THEN 1 WHEN 1 THEN 2 ELSE 0 END AS email_level,
    CASE phone_rank WHEN 2 THEN 1 WHEN 1 THEN 2 ELSE 0 END AS phone_level,
    CASE account_rank WHEN 2 THEN 1 WHEN 1 THEN 2 ELSE 0 END AS account_level,
    CASE other_rank WHEN 2 THEN 1 WHEN 1 THEN 2 ELSE 0 END AS other_level,
    CASE WHEN door_a <> 0 AND door_a = door_b THEN 1
         WHEN postcode_a = 0 OR postcode_b = 0 THEN 0
         WHEN postcode_a = postcode_b THEN 2
         ELSE 3 END AS place_level
  FROM side_by_side AS p CROSS JOIN limits AS l) AS compared;

CREATE TABLE edges AS
SELECT a, b, one, weight FROM (
  SELECT a, b,
    CASE WHEN own_level = 1 THEN 1 ELSE 0 END AS one,
    w0.weight + w1.weight + w2.weight + w3.weight + w4.weight + w5.weight + w6.weight + w7.weight + w8.weight + w9.weight
      + CASE WHEN family_level = 1 THEN family_rarity * 100 // 8 ELSE 0 END + CASE WHEN given_level = 1 THEN given_rarity * 100 // 8 ELSE 0 END AS weight
  FROM levels AS v
  JOIN weights AS w0 ON w0.field = 0 AND w0.level = v.family_level
  JOIN weights AS w1 ON w1.field = 1 AND w1.level = v.given_level
  JOIN weights AS w2 ON w2.field = 2 AND w2.level = v.birth_level
  JOIN weights AS w3 ON w3.field = 3 AND w3.level = v.own_level
  JOIN weights AS w4 ON w4.field = 4 AND w4.level = v.main_level
  JOIN weights AS w5 ON w5.field = 5 AND w5.level = v.email_level
  JOIN weights AS w6 ON w6.field = 6 AND w6.level = v.phone_level
  JOIN weights AS w7 ON w7.field = 7 AND w7.level = v.account_level
  JOIN weights AS w8 ON w8.field = 8 AND w8.level = v.other_level
  JOIN weights AS w9 ON w9.field = 9 AND w9.level = v.place_level
  -- The rules no weight overrules (agreement.h).
  WHERE CASE WHEN own_level = 1 THEN CASE WHEN given_level = 6 AND birth_level >= 3 THEN 0 ELSE 1 END
             WHEN (given_level = 6 AND NOT (own_level = 2 AND birth_level = 1)) OR birth_level = 4 OR own_level = 4 THEN 0
             WHEN birth_level = 3 AND given_level <> 1 THEN 0
             WHEN given_level > 0 OR birth_level IN (1, 2) THEN 1
             ELSE 0 END = 1) AS weighed
CROSS JOIN limits AS l
WHERE one = 1 OR weight >= l.reviewed
