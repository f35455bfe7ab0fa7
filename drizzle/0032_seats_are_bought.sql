-- What was a number beside the product is a licence now, bought at an unknown time and without end.
INSERT INTO software_licence (id, product_id, metric, quantity, valid_from, created_at, updated_at)
SELECT gen_random_uuid(), id, 'person', seats_total, '2000-01-01', now(), now()
FROM software_product WHERE seats_total > 0;
--> statement-breakpoint
UPDATE software_product SET licensed = true WHERE seats_total IS NOT NULL;
--> statement-breakpoint
ALTER TABLE "software_product" DROP COLUMN "seats_total";
--> statement-breakpoint
-- Nothing is given to somebody who does not work here any more, also where they leave at the same moment: the row of
-- the person is held until this transaction ends, and closing an account waits for it.
CREATE FUNCTION holder_works_here() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM 1 FROM person WHERE id = NEW.person_id AND status = 'active' FOR SHARE;
	IF NOT FOUND THEN
		RAISE EXCEPTION 'nothing is given to somebody who has left'
			USING ERRCODE = 'check_violation', CONSTRAINT = 'holder_works_here';
	END IF;
	RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER holder_works_here BEFORE INSERT ON access_right
FOR EACH ROW WHEN (NEW.ended_at IS NULL) EXECUTE FUNCTION holder_works_here();
--> statement-breakpoint
CREATE TRIGGER holder_works_here BEFORE INSERT ON software_seat
FOR EACH ROW WHEN (NEW.released_at IS NULL AND NEW.person_id IS NOT NULL) EXECUTE FUNCTION holder_works_here();
