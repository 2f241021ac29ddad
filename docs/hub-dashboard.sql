-- Questions for a dashboard (Metabase, Superset or any other): paste each as a native query. All six were run in the SQL Lab of
-- Apache Superset 6.1.0 on 2026-11-28, with a login that is only screening_analyst. All read published counts only.

-- Cases by month
SELECT value AS month, cases FROM screening_totals.statistics
WHERE dimension = 'month' AND second_dimension = '' ORDER BY value;

-- Cases by sector
SELECT value AS sector, cases FROM screening_totals.statistics
WHERE dimension = 'sector' AND second_dimension = '' ORDER BY cases DESC;

-- Cases by path
SELECT value AS path, cases FROM screening_totals.statistics
WHERE dimension = 'path' AND second_dimension = '' ORDER BY cases DESC;

-- Cases by language
SELECT value AS language, cases FROM screening_totals.statistics
WHERE dimension = 'language' AND second_dimension = '' ORDER BY cases DESC;

-- Indicators by month
SELECT indicator, month, cases FROM screening_totals.indicators_by_month ORDER BY month, cases DESC;

-- How the record grew
SELECT number, published_at, cases, added FROM screening_totals.snapshots ORDER BY number;
