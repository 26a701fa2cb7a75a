-- The baseline of the figures: every column they use, of all rows of the six tables, one SELECT of sums per table.
SELECT count(*), sum(length(id)), sum(length(ref)), sum(length(aanmelding)), sum(length(inwoner)), sum(length(pilot)),
       sum(volgnummer), sum(length(soort)), sum(length(status)), sum(length(begin)), sum(duur_min), sum(length(werkwijze)),
       sum(length(methodiek)), sum(naaste_aanwezig), sum(length(extern_id)), sum(length(team)) FROM gesprek;
SELECT count(*), sum(length(id)), sum(length(ref)), sum(length(inwoner)), sum(length(pilot)), sum(length(praktijk)),
       sum(length(gemeente)), sum(length(aanmelddatum)), sum(length(uitgenodigd_op)), sum(op_verzoek_inwoner),
       sum(length(status)), sum(length(reden_code)), sum(length(subregio)) FROM aanmelding;
SELECT count(*), sum(length(gesprek)), sum(length(code)), sum(length(stap)), sum(length(weten)) FROM toeleiding;
SELECT count(*), sum(length(id)), sum(length(gesprek)), sum(length(hoofdadvies)) FROM advies;
SELECT count(*), sum(length(gesprek)), sum(length(thema)), sum(besproken), sum(score) FROM gesprek_thema;
SELECT count(*), sum(length(gesprek)), sum(length(wie)), sum(uren) FROM gesprek_uren;
