-- What lets a case go back to a laptop: the writers' own signatures over their strands, and a note of what left.
CREATE TABLE screening.head (
    case_code text NOT NULL,
    strand text NOT NULL,
    seq integer NOT NULL,
    digest text NOT NULL,
    signing text NOT NULL,
    signature text NOT NULL,
    PRIMARY KEY (case_code, strand)
);
COMMENT ON TABLE screening.head IS 'How far each strand of a case was signed by its writer.';
CREATE TABLE screening.exported (
    bundle text PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    login text NOT NULL DEFAULT session_user,
    recipient text NOT NULL,
    purpose text NOT NULL,
    cases text[] NOT NULL,
    digest text NOT NULL
);
COMMENT ON TABLE screening.exported IS 'Bundles that left for a laptop: to which card, why, with which cases.';
