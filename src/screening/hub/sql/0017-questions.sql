-- What a head of unit asks: needs, time to help, who does not answer, quarters, own view against second view, how well the
-- questions were asked. Counted are cases that are no practice and that nobody took back; no view has words of a person.
ALTER TABLE screening.standing
    ADD COLUMN district text NOT NULL DEFAULT '',
    ADD COLUMN safety_asked boolean NOT NULL DEFAULT false;
ALTER TABLE screening.member ADD COLUMN all_units boolean NOT NULL DEFAULT false;

CREATE VIEW screening.labels AS
    SELECT list, code, max(label) FILTER (WHERE language = 'en') AS label_en,
        max(label) FILTER (WHERE language = 'ms') AS label_ms, max(label) FILTER (WHERE language = 'id') AS label_id
    FROM screening.code WHERE edition = '' GROUP BY list, code;

CREATE VIEW screening.real_cases AS
    SELECT case_code, unit, edition, state, district, sector, sex, age_band, language, setting, opened_at,
        to_char(opened_at AT TIME ZONE (SELECT screening.time_zone()), 'YYYY-"Q"Q') AS quarter, stopped, answers,
        safety_asked, view_at IS NOT NULL AS own_view_written, reading_at IS NOT NULL AS reading_opened,
        cardinality(contested) AS contested, newer_events
    FROM screening.standing WHERE NOT practice AND NOT taken_back;

CREATE VIEW screening.needs AS
    SELECT standing.case_code, standing.unit, real_cases.state, state.label_en AS state_en, state.label_ms AS state_ms,
        state.label_id AS state_id, real_cases.district, district.label_en AS district_name, real_cases.quarter, each.need,
        need.label_en AS need_en, need.label_ms AS need_ms, need.label_id AS need_id, each.stands,
        each.stands = 'open' AS unmet
    FROM screening.standing JOIN screening.real_cases USING (case_code)
    CROSS JOIN LATERAL (
        SELECT substr(split_part(said, '=', 1), 6) AS need, split_part(said, '=', 2) AS stands
        FROM unnest(standing.plan) AS said WHERE said LIKE 'need.%' AND said NOT LIKE '%=not-named') AS each
    LEFT JOIN screening.labels AS need ON need.list = 'need' AND need.code = each.need
    LEFT JOIN screening.labels AS state ON state.list = 'state' AND state.code = real_cases.state
    LEFT JOIN screening.labels AS district ON district.list = 'district' AND district.code = real_cases.district;

CREATE VIEW screening.unmet_needs AS
    SELECT unit, state, state_en, state_ms, state_id, district, district_name, need, need_en, need_ms, need_id,
        count(*) AS named, count(*) FILTER (WHERE NOT unmet) AS seen_to, count(*) FILTER (WHERE unmet) AS unmet
    FROM screening.needs GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11;

CREATE VIEW screening.first_help AS
    SELECT real_cases.case_code, real_cases.unit, real_cases.state, real_cases.district, real_cases.quarter,
        real_cases.opened_at, went.first_sent_at, went.first_help_at,
        round(extract(epoch FROM went.first_sent_at - real_cases.opened_at)::numeric / 86400, 1) AS days_to_referral,
        round(extract(epoch FROM went.first_help_at - real_cases.opened_at)::numeric / 86400, 1) AS days_to_help,
        went.first_help_at IS NULL AS waits
    FROM screening.real_cases JOIN (
        SELECT case_code, min(sent_at) AS first_sent_at,
            min(answered_at) FILTER (WHERE answered = 'acknowledged') AS first_help_at
        FROM screening.referral WHERE sent_at IS NOT NULL GROUP BY case_code) AS went USING (case_code);

CREATE VIEW screening.overdue_by_recipient AS
    SELECT unit, recipient, name.label_en AS recipient_en, name.label_ms AS recipient_ms, name.label_id AS recipient_id,
        count(*) FILTER (WHERE state <> 'open') AS sent, count(*) FILTER (WHERE answered <> '') AS answered,
        count(*) FILTER (WHERE state = 'overdue') AS overdue,
        min(answer_by) FILTER (WHERE state = 'overdue') AS overdue_since
    FROM screening.referral_status LEFT JOIN screening.labels AS name ON name.list = 'recipient' AND name.code = recipient
    WHERE NOT practice AND state <> 'withdrawn' GROUP BY unit, recipient, 3, 4, 5;

CREATE VIEW screening.trends AS
    SELECT real_cases.unit, real_cases.quarter, count(*) AS cases,
        count(*) FILTER (WHERE real_cases.age_band = 'child') AS children,
        count(*) FILTER (WHERE real_cases.sex = 'woman') AS women, count(*) FILTER (WHERE real_cases.sex = 'man') AS men,
        count(*) FILTER (WHERE real_cases.reading_opened) AS readings, count(first_help.case_code) AS referred,
        count(*) FILTER (WHERE NOT first_help.waits) AS helped
    FROM screening.real_cases LEFT JOIN screening.first_help USING (case_code) GROUP BY 1, 2;

CREATE VIEW screening.views_compared AS
    SELECT case_code, unit, real_cases.quarter, own_view, second_view, sureness, differed,
        own_view <@ second_view AND second_view <@ own_view AS same,
        own_view && second_view OR (own_view = '{}' AND second_view = '{}') AS in_common
    FROM screening.real_cases JOIN (
        SELECT case_code, own_view, second_view, sureness, differed FROM screening.standing
        WHERE view_at IS NOT NULL AND second_view <> '{}') AS seen USING (case_code);

CREATE VIEW screening.data_quality AS
    SELECT real_cases.unit, real_cases.quarter, real_cases.edition, count(*) AS cases, max(form.questions) AS questions,
        round(100 - 100 * avg(least(real_cases.answers, form.questions)::numeric / form.questions), 1) AS not_asked_percent,
        count(*) FILTER (WHERE NOT own_view_written) AS without_own_view,
        count(*) FILTER (WHERE reading_opened AND NOT own_view_written) AS read_without_own_view,
        count(*) FILTER (WHERE stopped = 'finished') AS finished,
        count(*) FILTER (WHERE stopped = 'finished' AND NOT safety_asked) AS finished_without_safety,
        count(*) FILTER (WHERE stopped = '') AS not_closed, count(*) FILTER (WHERE state = '') AS without_state,
        count(*) FILTER (WHERE district = '') AS without_district, count(*) FILTER (WHERE sex = '') AS without_sex,
        count(*) FILTER (WHERE sector = '') AS without_sector, count(*) FILTER (WHERE contested > 0) AS contested,
        count(*) FILTER (WHERE newer_events > 0) AS not_all_read
    FROM screening.real_cases LEFT JOIN (
        SELECT edition, count(*) AS questions FROM screening.code WHERE list = 'item' AND language = 'en'
        GROUP BY edition) AS form ON form.edition = real_cases.edition
    GROUP BY 1, 2, 3;

-- Whoever has a unit sees these of that unit, and whoever has all of them sees all.
DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['cases', 'assessments', 'referral_status', 'needs', 'unmet_needs', 'first_help',
        'overdue_by_recipient', 'trends', 'views_compared', 'data_quality'] LOOP
        EXECUTE format('CREATE OR REPLACE VIEW screening_unit.%1$I WITH (security_barrier) AS SELECT * FROM screening.%1$I
            WHERE unit IN (SELECT unit FROM screening.member WHERE role_name = session_user AND NOT all_units)
            OR EXISTS (SELECT FROM screening.member WHERE role_name = session_user AND all_units)', name);
    END LOOP;
END $$;

CREATE FUNCTION screening.may_see(code text) RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
    AS $$ SELECT EXISTS (SELECT FROM screening.standing JOIN screening.member
        ON all_units OR member.unit = standing.unit WHERE case_code = code AND role_name = session_user) $$;
COMMENT ON FUNCTION screening.may_see IS 'Whether the login has the unit of a case, or all units.';
REVOKE ALL ON FUNCTION screening.may_see FROM PUBLIC;

CREATE OR REPLACE FUNCTION screening_unit.ask_answers(code text, why text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE noted bigint;
BEGIN
    IF coalesce(why, '') !~ '[[:alpha:]].*[[:alpha:]].*[[:alpha:]]' THEN
        RAISE EXCEPTION 'Say in words why these answers are read.';
    END IF;
    IF NOT screening.may_see(code) THEN
        RAISE EXCEPTION 'No such case in your units.';
    END IF;
    INSERT INTO screening.read_log (at, who, case_code, why, xact)
        VALUES (clock_timestamp(), session_user, code, why, pg_current_xact_id()) RETURNING number INTO noted;
    RETURN noted;
END $$;

CREATE OR REPLACE FUNCTION screening_unit.read_answers(asked bigint) RETURNS SETOF screening.answers
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    noted screening.read_log;
    minutes integer := coalesce((SELECT value::integer FROM screening.setting WHERE name = 'reading_minutes'), 15);
BEGIN
    SELECT * INTO noted FROM screening.read_log WHERE number = asked AND who = session_user;
    IF noted.number IS NULL OR noted.xact IS NULL OR noted.at < clock_timestamp() - make_interval(mins => minutes) THEN
        RAISE EXCEPTION 'Ask for these answers first: SELECT screening_unit.ask_answers(code, why).';
    END IF;
    IF noted.xact IS NOT DISTINCT FROM pg_current_xact_id_if_assigned() THEN
        RAISE EXCEPTION 'Commit what was asked first: it has to be noted before anything is read.';
    END IF;
    IF NOT screening.may_see(noted.case_code) THEN
        RAISE EXCEPTION 'No such case in your units.';
    END IF;
    RETURN QUERY SELECT * FROM screening.answers WHERE answers.case_code = noted.case_code;
END $$;

-- What each view and column means.
COMMENT ON COLUMN screening.member.all_units IS 'Sees every unit; unit is then only a remark.';
COMMENT ON VIEW screening.labels IS 'The labels of codes that are the same in every edition, one row a code.';
COMMENT ON VIEW screening.real_cases IS 'Cases that are no practice and that their persons did not take back: those that the views below count.';
COMMENT ON VIEW screening.needs IS 'One row a need that was named in a case, and whether somebody sees to it.';
COMMENT ON VIEW screening.unmet_needs IS 'Needs by unit, state and district: how many people named each, and for how many nobody sees to it yet.';
COMMENT ON VIEW screening.first_help IS 'One row a case that was referred: days from the talk to the first referral and to the first recipient who accepted it.';
COMMENT ON VIEW screening.overdue_by_recipient IS 'By unit and recipient: referrals sent, answered, and overdue now.';
COMMENT ON VIEW screening.trends IS 'By unit and quarter: cases, who they are, how far they came.';
COMMENT ON VIEW screening.views_compared IS 'One row a case of which the officer and a second reader each wrote a view. Nothing here is a decision.';
COMMENT ON VIEW screening.data_quality IS 'By unit, quarter and edition: what was not asked or not written. It speaks of the record, never of an officer.';
COMMENT ON COLUMN screening.overdue_by_recipient.answered IS 'How many of them answered, whatever the answer.';
COMMENT ON COLUMN screening.data_quality.contested IS 'Cases in which two laptops recorded different answers.';
COMMENT ON COLUMN screening.real_cases.contested IS 'How many items two laptops answered differently.';
COMMENT ON COLUMN screening.data_quality.questions IS 'Questions that the edition has; empty where this program does not know the edition.';
COMMENT ON COLUMN screening.data_quality.not_asked_percent IS 'Of the questions of the edition, the mean share without an answer. Many are asked only where an earlier answer calls for them: not asked is never a no, and not always a fault.';
COMMENT ON COLUMN screening.data_quality.finished_without_safety IS 'Talks that ended as planned without a word on who must not know.';
COMMENT ON COLUMN screening.first_help.first_help_at IS 'When a recipient first accepted the case; help itself may begin later.';
COMMENT ON COLUMN screening.needs.unmet IS 'Nobody who sees to this need accepted the case yet.';
COMMENT ON COLUMN screening.unmet_needs.unmet IS 'People who named it, and nobody who sees to it accepted the case yet.';
COMMENT ON COLUMN screening.unmet_needs.seen_to IS 'People for whom somebody who sees to it accepted the case.';
COMMENT ON COLUMN screening.trends.cases IS 'Cases opened in the quarter.';
COMMENT ON COLUMN screening.data_quality.cases IS 'Cases opened in the quarter with this edition.';
COMMENT ON COLUMN screening.assessments.paths IS 'Paths of the reading that was opened last; list path. They do not exclude each other.';
COMMENT ON COLUMN screening.referrals.at IS 'When it left.';
COMMENT ON COLUMN screening.senders.name IS 'Name on the card, of the last bundle.';
COMMENT ON COLUMN screening.strangers.name IS 'Name on the card that brought them.';
COMMENT ON COLUMN screening.strangers.at IS 'When they were brought.';
COMMENT ON COLUMN screening.log_trouble.bundle IS 'The later bundle.';
COMMENT ON COLUMN screening.log_trouble.entries IS 'How many entries the log had with the later bundle.';
COMMENT ON COLUMN screening.strangers.entries IS 'How many they are.';

-- A column that means the same wherever it stands is described once; the views of a unit say what those of all units say.
CREATE FUNCTION screening.describe_columns() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE place record;
BEGIN
    FOR place IN
        SELECT n.nspname, c.relname, a.attname, coalesce(
            (SELECT col_description(whole.oid, other.attnum) FROM pg_class AS whole
                JOIN pg_attribute AS other ON other.attrelid = whole.oid
                WHERE whole.relnamespace = 'screening'::regnamespace AND n.nspname = 'screening_unit'
                AND whole.relname = c.relname AND other.attname = a.attname), known.meaning) AS meaning
        FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace JOIN pg_attribute AS a ON a.attrelid = c.oid
        LEFT JOIN screening.column_meaning AS known ON known.name = a.attname
        WHERE n.nspname IN ('screening', 'screening_unit', 'screening_totals') AND c.relkind = 'v' AND a.attnum > 0
            AND col_description(c.oid, a.attnum) IS NULL
        ORDER BY n.nspname
    LOOP
        IF place.meaning IS NOT NULL THEN
            EXECUTE format('COMMENT ON COLUMN %I.%I.%I IS %L', place.nspname, place.relname, place.attname, place.meaning);
        END IF;
    END LOOP;
    FOR place IN
        SELECT c.relname, obj_description(whole.oid) AS meaning FROM pg_class AS c
        JOIN pg_class AS whole ON whole.relname = c.relname AND whole.relnamespace = 'screening'::regnamespace
        WHERE c.relnamespace = 'screening_unit'::regnamespace AND c.relkind = 'v' AND obj_description(c.oid) IS NULL
    LOOP
        EXECUTE format('COMMENT ON VIEW screening_unit.%I IS %L', place.relname, place.meaning || ' Only of one''s own units.');
    END LOOP;
END $$;
COMMENT ON FUNCTION screening.describe_columns IS 'Describes what is not described yet from screening.column_meaning. A later version of the tables runs it again.';
REVOKE ALL ON FUNCTION screening.describe_columns FROM PUBLIC;

CREATE TABLE screening.column_meaning (name text PRIMARY KEY, meaning text NOT NULL);
COMMENT ON TABLE screening.column_meaning IS 'What a column of this name means wherever nothing else is said of it.';
INSERT INTO screening.column_meaning (name, meaning) VALUES
    ('added', 'Cases that are new in it.'),
    ('against', 'The earlier bundle that it does not agree with.'),
    ('against_entries', 'How many entries the log had with the earlier bundle.'),
    ('against_made_at', 'When the earlier bundle was made.'),
    ('age_band', 'adult, child (also: might be) or unknown.'),
    ('agreed_count', 'Whether the person said yes to being counted: yes, no, later or empty for not asked.'),
    ('agreed_notes', 'Whether the person said yes to notes: yes, no, later or empty for not asked.'),
    ('agreed_talk', 'Whether the person said yes to the talk: yes, no, later or empty for not asked.'),
    ('answer_by', 'Day by which an answer is waited for.'),
    ('answer_en', 'The answer in English.'), ('answer_id', 'The answer in Indonesian.'), ('answer_ms', 'The answer in Malay.'),
    ('answered', 'What the recipient answered: acknowledged, redirected or declined; empty for nothing yet.'),
    ('answered_at', 'When the answer was recorded.'),
    ('answers', 'Items with a current answer.'),
    ('at', 'When it was recorded.'),
    ('basis', 'Why this recipient: wish or duty; empty for one that was proposed.'),
    ('bundle', 'Number of the bundle.'), ('bundles', 'How many bundles it sent.'),
    ('by_whom', 'The officer, as named on the laptop.'),
    ('case_code', 'Code of the case. No name leads to it here.'),
    ('cases', 'How many cases; of published counts at least so many, and none under ten.'),
    ('children', 'Of them, children; who might be a child counts as one.'),
    ('code', 'The code that stands in the other views.'),
    ('contested', 'Items for which two laptops recorded different answers.'),
    ('days_since', 'Days since its last bundle was made.'),
    ('days_to_help', 'Days from the opening of the case to first_help_at; empty while nobody accepted.'),
    ('days_to_referral', 'Days from the opening of the case to the first referral.'),
    ('differed', 'raised or lowered where the officer saw the reading differently; else empty.'),
    ('digest', 'SHA-256 of the file.'),
    ('dimension', 'What is counted by.'),
    ('district', 'District, as noted with the state; empty where it was not recorded.'),
    ('district_name', 'Name of the district, the same in every language.'),
    ('duty', 'The duty in law that was named; empty for none.'),
    ('edition', 'Edition of the questionnaire; of a code, empty where it makes no difference.'),
    ('entries', 'How many entries.'), ('events', 'How many events.'),
    ('finished', 'Talks that ended as planned.'),
    ('first_at', 'When it was refused first.'),
    ('first_sent_at', 'When the first referral left.'),
    ('form', 'Which paper.'),
    ('helped', 'Of them, cases that a recipient accepted.'),
    ('how_en', 'How the answer came, in English.'), ('how_id', 'How the answer came, in Indonesian.'),
    ('how_ms', 'How the answer came, in Malay.'),
    ('in_common', 'Whether the two views name at least one explanation together.'),
    ('indicator', 'Indicator; list indicator.'), ('indicators', 'Indicators that a current yes evidences.'),
    ('item', 'The item that was asked; list item.'), ('item_id', 'The mark of the item in Indonesian.'),
    ('label', 'The code in words.'),
    ('label_en', 'The code in English.'), ('label_id', 'The code in Indonesian.'), ('label_ms', 'The code in Malay.'),
    ('language', 'Language, BCP 47; empty where it was not chosen.'),
    ('laptops', 'Laptops that wrote in the case.'),
    ('last_at', 'When it was last.'),
    ('last_imported_at', 'When its last bundle was taken in.'), ('last_made_at', 'When its last bundle was made.'),
    ('list', 'The code list.'), ('made_at', 'When the bundle was made.'),
    ('men', 'Of them, men.'),
    ('month', 'Month in which the case was opened, in the time zone of the headquarters.'),
    ('name', 'Name on the card.'),
    ('named', 'How many people named it.'),
    ('need', 'The need; list need.'), ('need_en', 'The need in English.'), ('need_id', 'The need in Indonesian.'),
    ('need_ms', 'The need in Malay.'),
    ('newer_events', 'Events that this version cannot read; they are read when it can.'),
    ('not_all_read', 'Cases with entries of a newer program, which are not read yet.'),
    ('not_closed', 'Talks of which no end was recorded.'),
    ('number', 'Number of the snapshot.'), ('officers', 'Officers who wrote in it, as named on their laptops.'),
    ('opened_at', 'When the case was opened.'), ('opened_before', 'Cases opened before this day are in it.'),
    ('organisation', 'Agency on the card.'),
    ('overdue', 'Whether, or how many, wait longer than they should.'),
    ('overdue_since', 'The earliest day by which an answer was due and is not there.'),
    ('own_view', 'Explanations that the officer marked before any reading was opened; list view.'),
    ('own_view_written', 'Whether the officer wrote a view of their own.'),
    ('papers', 'Papers that left a laptop.'), ('parts', 'Parts that the papers held.'),
    ('paths', 'Paths of the reading that was opened last; list path. They do not exclude each other.'),
    ('practice', 'An invented person: counted nowhere.'), ('profile', 'Which form of the questions was used.'),
    ('published_at', 'When it was published.'),
    ('quarter', 'Quarter in which the case was opened, as 2026-Q4, in the time zone of the headquarters.'),
    ('read_without_own_view', 'Cases whose reading was opened although no own view was written.'),
    ('reading_at', 'When the reading was opened last.'), ('reading_edition', 'Edition of that reading.'),
    ('reading_opened', 'Whether the program''s reading was opened.'),
    ('readings', 'Of them, cases whose reading was opened.'),
    ('reason', 'Code of the reason.'),
    ('recipient', 'To whom it went; list recipient. Services that a laptop wrote itself have a code of that laptop.'),
    ('recipient_en', 'The recipient in English; empty for one that a laptop wrote itself.'),
    ('recipient_id', 'The recipient in Indonesian.'), ('recipient_ms', 'The recipient in Malay.'),
    ('referred', 'Of them, cases that were referred to somebody.'),
    ('safety_asked', 'Whether it is written who must not know, or that nobody must not.'),
    ('same', 'Whether both views mark the same explanations.'),
    ('second_dimension', 'The second thing that is counted by; empty in a simple count.'),
    ('second_value', 'The value of the second dimension.'),
    ('second_view', 'Explanations that a second reader marked; list view.'),
    ('sector', 'Sector as noted for services; empty where it was not recorded.'),
    ('sender', 'Number of the card of the laptop.'),
    ('sent', 'Referrals that left.'), ('sent_at', 'When it was sent; empty while it was not.'),
    ('setting', 'Where the talk was held; list setting.'),
    ('sex', 'woman, man or another word as noted for services; empty where not recorded.'),
    ('stands', 'seen-to where somebody who sees to the need accepted the case, else open.'),
    ('state', 'State as noted for services; list state; empty where it was not recorded.'),
    ('state_en', 'The state in English.'), ('state_id', 'The state in Indonesian.'), ('state_ms', 'The state in Malay.'),
    ('stopped', 'How the talk ended: finished, ring_back, later, withdrawn or ended_at_gate; empty for no end yet.'),
    ('sureness', 'How sure the officer was of the own view.'),
    ('taken_back', 'The person took it back.'),
    ('takes_back', 'Whether they say that the person withdrew.'), ('times', 'How often it was refused.'),
    ('trouble', 'shorter or different.'),
    ('unit', 'Organisation on the card of the laptop that opened the case.'),
    ('view_at', 'When the own view was written.'), ('waits', 'Whether nobody accepted the case yet.'),
    ('way', 'How it left: saved, printed or told by telephone.'),
    ('without_district', 'Cases without a district.'), ('without_own_view', 'Cases without an own view.'),
    ('without_sector', 'Cases without a sector.'), ('without_sex', 'Cases in which sex was not asked.'),
    ('without_state', 'Cases without a state.'), ('women', 'Of them, women.'),
    ('year', 'Year in which the case was opened, in the time zone of the headquarters.');
SELECT screening.describe_columns();
