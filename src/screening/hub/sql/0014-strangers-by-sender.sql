-- What one sender brings takes nothing away that another one brought.
ALTER TABLE screening.stranger DROP CONSTRAINT stranger_pkey;
ALTER TABLE screening.stranger ADD PRIMARY KEY (case_code, strand, sender);
