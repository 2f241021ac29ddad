-- Who is believed stands here too, so that a laptop which never sent is seen; labels in Indonesian; every column that
-- people read is described.
CREATE TABLE screening.believed (
    sender text PRIMARY KEY,
    name text NOT NULL,
    organisation text NOT NULL,
    since timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE screening.believed IS 'Laptops whose card is believed, as the file of cards stood at the last import.';

CREATE OR REPLACE VIEW screening.senders AS
    SELECT sender, coalesce(sent.name, believed.name) AS name, coalesce(sent.organisation, believed.organisation) AS organisation,
        coalesce(sent.bundles, 0) AS bundles, sent.last_made_at, sent.last_imported_at,
        extract(day FROM now() - coalesce(sent.last_made_at, believed.since))::integer AS days_since,
        sent.bundles IS NULL OR now() - sent.last_made_at > make_interval(days => coalesce(
            (SELECT value::integer FROM screening.setting WHERE name = 'sender_overdue_days'), 35)) AS overdue,
        believed.sender IS NOT NULL AS believed
    FROM (SELECT sender, (array_agg(sender_name ORDER BY made_at DESC))[1] AS name,
            (array_agg(sender_organisation ORDER BY made_at DESC))[1] AS organisation,
            count(*) AS bundles, max(made_at) AS last_made_at, max(imported_at) AS last_imported_at
        FROM screening.bundle GROUP BY sender) sent
    FULL JOIN screening.believed USING (sender);

CREATE OR REPLACE VIEW screening.answers AS
    SELECT answer.case_code, standing.unit, standing.edition, answer.item,
        asked_en.label AS item_en, asked_ms.label AS item_ms,
        answer.answer, said_en.label AS answer_en, said_ms.label AS answer_ms,
        answer.how, how_en.label AS how_en, how_ms.label AS how_ms, answer."where", answer.session, answer.contested,
        answer.at, answer.by_whom, asked_id.label AS item_id, said_id.label AS answer_id, how_id.label AS how_id
    FROM screening.answer JOIN screening.standing USING (case_code)
    LEFT JOIN screening.code asked_en ON (asked_en.list, asked_en.code, asked_en.edition, asked_en.language)
        = ('item', answer.item, standing.edition, 'en')
    LEFT JOIN screening.code asked_id ON (asked_id.list, asked_id.code, asked_id.edition, asked_id.language)
        = ('item', answer.item, standing.edition, 'id')
    LEFT JOIN screening.code asked_ms ON (asked_ms.list, asked_ms.code, asked_ms.edition, asked_ms.language)
        = ('item', answer.item, standing.edition, 'ms')
    LEFT JOIN screening.code said_en ON (said_en.list, said_en.code, said_en.edition, said_en.language)
        = ('answer', answer.answer, '', 'en')
    LEFT JOIN screening.code said_id ON (said_id.list, said_id.code, said_id.edition, said_id.language)
        = ('answer', answer.answer, '', 'id')
    LEFT JOIN screening.code said_ms ON (said_ms.list, said_ms.code, said_ms.edition, said_ms.language)
        = ('answer', answer.answer, '', 'ms')
    LEFT JOIN screening.code how_en ON (how_en.list, how_en.code, how_en.edition, how_en.language)
        = ('how', answer.how, '', 'en')
    LEFT JOIN screening.code how_id ON (how_id.list, how_id.code, how_id.edition, how_id.language)
        = ('how', answer.how, '', 'id')
    LEFT JOIN screening.code how_ms ON (how_ms.list, how_ms.code, how_ms.edition, how_ms.language)
        = ('how', answer.how, '', 'ms')
    WHERE NOT standing.taken_back;

COMMENT ON VIEW screening.senders IS 'Laptops that sent bundles or are believed, and whose next bundle is overdue.';
COMMENT ON VIEW screening_unit.assessments IS 'The same as screening.assessments, of the units that screening.member gives to whoever asks.';
COMMENT ON VIEW screening_unit.referral_status IS 'One row a recipient of a case, of the units that screening.member gives to whoever asks.';
COMMENT ON VIEW screening_unit.codes IS 'Code lists with labels.';
COMMENT ON TABLE screening.bundle IS 'Each bundle that was taken in: from whom, why, and how much of it was new.';

-- What a column means wherever it has that name, then what it means in one place. Whatever has a description keeps it.
DO $$
DECLARE
    general text[] := ARRAY[
        'case_code', 'Code of the case.',
        'unit', 'Organisation on the card of the laptop that opened the case; where that card is not believed, of the one that brought it first.',
        'edition', 'Edition of the questionnaire that the case was taken with.',
        'practice', 'An invented case for practice: never counted.',
        'contested', 'Items for which two laptops recorded different answers.',
        'paths', 'Paths of the reading that was opened last; list path. None where the person took it back.',
        'by_whom', 'Name of the officer, as the laptop wrote it.',
        'setting', 'Where the talk was held; list setting.',
        'sender', 'Number of the card of the laptop.',
        'bundle', 'Number of the bundle.',
        'digest', 'SHA-256 of the file, in hex.',
        'made_at', 'When the laptop made the bundle.',
        'purpose', 'Why, in the words of whoever sent it.',
        'login', 'The login of the database with which it was done.',
        'second', 'Who agreed to it: somebody else. Empty where a bundle said it.'];
    own text[] := ARRAY[
        'answers.item', 'Item that was asked; list item, of the edition of the case.',
        'answers.item_id', 'The mark of the item in Indonesian, of the edition of the case.',
        'answers.answer_en', 'The answer in English.',
        'answers.answer_id', 'The answer in Indonesian.',
        'answers.answer_ms', 'The answer in Malay.',
        'answers.how_en', 'How it became known, in English.',
        'answers.how_id', 'How it became known, in Indonesian.',
        'answers.how_ms', 'How it became known, in Malay.',
        'answers.at', 'When it was recorded.',
        'assessments.own_view', 'Explanations that the officer chose before any reading was opened.',
        'assessments.sureness', 'How sure the officer said to be; empty where no view was written.',
        'assessments.view_at', 'When the officer wrote the view.',
        'assessments.reading_edition', 'Edition by which the program''s reading was made that was opened last.',
        'assessments.reading_at', 'When that reading was opened.',
        'assessments.second_view', 'Explanations that a second reader chose without seeing the first.',
        'cases.profile', 'The kind of talk that the case was opened for, such as field.',
        'cases.opened_at', 'When the case was opened.',
        'cases.last_at', 'When the last entry of the case was written.',
        'cases.events', 'Entries of the case, of all laptops.',
        'cases.officers', 'Names of the officers who wrote in the case.',
        'cases.agreed_talk', 'Whether the person said yes to the talk: yes, no, later or empty for not asked.',
        'cases.agreed_notes', 'Whether the person said yes to notes: yes, no, later or empty for not asked.',
        'cases.answers', 'Current answers.',
        'codes.list', 'Which list the code belongs to: item, answer, how, path, setting or indicator.',
        'codes.code', 'The code, as it stands in other views.',
        'codes.edition', 'Edition whose label this is; empty where it makes no difference.',
        'codes.language', 'en, id or ms.',
        'codes.label', 'What the code means, in that language.',
        'log_trouble.entries', 'Entries of the audit log, as this bundle says.',
        'log_trouble.against', 'The bundle that it disagrees with.',
        'log_trouble.against_made_at', 'When that bundle was made.',
        'log_trouble.against_entries', 'Entries of the audit log, as that bundle says.',
        'log_trouble.trouble', 'shorter, or different where as many entries have another fingerprint.',
        'referral_status.recipient', 'Whom it goes to, by the directory of services.',
        'referral_status.basis', 'wish (the person asked for it), duty, or empty where the program proposed it.',
        'referral_status.duty', 'The duty in law, where basis is duty.',
        'referral_status.way', 'How the papers left last: saved or printed; empty where none left.',
        'referral_status.sent_at', 'When papers first went; empty where none did.',
        'referral_status.answer_by', 'The day by which an answer is waited for.',
        'referral_status.answered', 'What came back: acknowledged, redirected or declined; empty where nothing did.',
        'referral_status.answered_at', 'When that was recorded.',
        'referrals.form', 'Which paper.',
        'referrals.way', 'saved or printed.',
        'referrals.at', 'When it left.',
        'refused_bundles.reason', 'Why, as the program''s own code.',
        'refused_bundles.first_at', 'When it was refused first.',
        'refused_bundles.last_at', 'When it was refused last.',
        'refused_bundles.times', 'How often it was refused.',
        'senders.name', 'Name on its card.',
        'senders.organisation', 'Organisation on its card.',
        'senders.bundles', 'Bundles that were taken in; 0 for one that is believed and never sent.',
        'senders.last_made_at', 'When its newest bundle was made; empty where it never sent.',
        'senders.last_imported_at', 'When one of its bundles was taken in last; empty where it never sent.',
        'senders.days_since', 'Days since its newest bundle was made; where it never sent, since it is believed.',
        'senders.overdue', 'Its next bundle is late (sender_overdue_days in screening.setting), or it never sent.',
        'senders.believed', 'Its card stood in the file of those who are believed at the last import.',
        'strangers.name', 'Name on the card of the laptop.',
        'strangers.organisation', 'Organisation on the card of the laptop.',
        'strangers.at', 'When the entries came last.',
        'strangers.entries', 'How many entries.',
        'strangers.takes_back', 'They say that the person withdrew.',
        'indicators_by_month.indicator', 'Indicator that a current yes evidences; list indicator.',
        'indicators_by_month.month', 'Month in which the cases were opened, or (not told).',
        'indicators_by_month.cases', 'At least so many cases.',
        'snapshots.number', 'Number of the snapshot.',
        'snapshots.published_at', 'When it was published.',
        'snapshots.opened_before', 'It counts cases that were opened before this day.',
        'snapshots.cases', 'Cases in this snapshot and all before it.',
        'snapshots.added', 'Cases that this snapshot added.',
        'statistics.second_dimension', 'The second dimension of a table of two; empty for a simple count.',
        'statistics.second_value', 'Value of the second dimension; empty for a simple count.',
        'read_log.number', 'Number of the asking, by which the answers are read.',
        'read_log.at', 'When it was asked.',
        'read_log.who', 'The login that asked.',
        'read_log.why', 'Why, in the words of whoever asked.',
        'member.role_name', 'A login.',
        'member.unit', 'A unit whose cases that login sees.',
        'bundle.sender_name', 'Name on its card.',
        'bundle.sender_organisation', 'Organisation on its card.',
        'bundle.events', 'Entries in the bundle.',
        'bundle.added', 'Entries that were new here.',
        'bundle.imported_at', 'When it was taken in.',
        'erasing.number', 'Number of the erasing.',
        'erasing.at', 'When.',
        'erasing.by_whom', 'Who erased; where a bundle said it, whose laptop.',
        'erasing.reason', 'withdrawn, asked, retention, or told: a laptop erased it because its person withdrew or asked; a bundle does not say which of the two.',
        'erasing.events', 'Entries that were taken out.',
        'erasing.marks', 'What lets the case be known again if an older bundle brings it; not its code.',
        'exported.at', 'When it left.',
        'exported.recipient', 'Number of the card of the laptop that it went to.',
        'exported.cases', 'Codes of the cases in it.',
        'learned.number', 'Number of the entry.',
        'learned.at', 'When it was entered.',
        'learned.by_whom', 'Who entered it.',
        'learned.matter', 'What it is about: a matter of a body, or a need.',
        'decided.number', 'Number of the decision.',
        'decided.at', 'When.',
        'decided.by_whom', 'Who decided.',
        'decided.sender', 'Number of the card whose entries count from then on.',
        'decided.instead', 'They count in the place of what was here, which is kept apart.'];
    place record;
    meant text;
BEGIN
    FOR place IN
        SELECT n.nspname, c.relname, c.relkind, a.attname,
            coalesce(own[array_position(own, c.relname || '.' || a.attname) + 1], described.meaning,
                general[array_position(general, a.attname::text) + 1]) AS meaning
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        LEFT JOIN LATERAL (SELECT col_description(o.oid, b.attnum) AS meaning FROM pg_class o
            JOIN pg_namespace p ON p.oid = o.relnamespace JOIN pg_attribute b ON b.attrelid = o.oid
            WHERE p.nspname = 'screening' AND o.relname = c.relname AND b.attname = a.attname) described ON true
        WHERE n.nspname IN ('screening', 'screening_unit', 'screening_totals')
        AND (c.relkind = 'v' OR c.relname IN ('read_log', 'member', 'bundle', 'erasing', 'exported', 'decided', 'learned'))
        AND col_description(c.oid, a.attnum) IS NULL
    LOOP
        meant := place.meaning;
        IF meant IS NOT NULL THEN
            EXECUTE format('COMMENT ON COLUMN %I.%I.%I IS %L', place.nspname, place.relname, place.attname, meant);
        END IF;
    END LOOP;
END $$;
