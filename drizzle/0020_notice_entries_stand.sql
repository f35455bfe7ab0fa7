ALTER TABLE "outbox_message" DROP CONSTRAINT "outbox_message_state";--> statement-breakpoint
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_message_state" CHECK (state in ('waiting', 'digest', 'gathered', 'sending', 'sent', 'failed', 'kept', 'withdrawn'));--> statement-breakpoint
-- What people were told, and when, stands as it was written.
CREATE FUNCTION notice_entry_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'an entry of % is never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER notice_update_stands BEFORE UPDATE OR DELETE ON "notice_update" FOR EACH ROW EXECUTE FUNCTION notice_entry_stands();--> statement-breakpoint
CREATE TRIGGER notice_update_stays BEFORE TRUNCATE ON "notice_update" FOR EACH STATEMENT EXECUTE FUNCTION notice_entry_stands();--> statement-breakpoint
CREATE TRIGGER notice_message_stands BEFORE UPDATE OR DELETE ON "notice_message" FOR EACH ROW EXECUTE FUNCTION notice_entry_stands();--> statement-breakpoint
CREATE TRIGGER notice_message_stays BEFORE TRUNCATE ON "notice_message" FOR EACH STATEMENT EXECUTE FUNCTION notice_entry_stands();
