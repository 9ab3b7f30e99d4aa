SET standard_conforming_strings = on;
COPY public.t (id, n) FROM stdin;
1	A\\n
2	\N
\.
INSERT INTO t (n) VALUES (E'x\'y');
CREATE FUNCTION f() AS $$ x; $$;
