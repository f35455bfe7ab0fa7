ALTER TABLE "outbox_message" DROP CONSTRAINT "outbox_message_state";--> statement-breakpoint
DROP INDEX "notification_preference_person";--> statement-breakpoint
DROP INDEX "audit_entry_at";--> statement-breakpoint
DROP INDEX "access_right_until";--> statement-breakpoint
DROP INDEX "bell_entry_unread";--> statement-breakpoint
ALTER TABLE "item" drop column "search";--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "search" "tsvector" GENERATED ALWAYS AS (to_tsvector('simple', translate(inventory_number || ' ' || model || ' ' || serial, '-/', '  '))) STORED;--> statement-breakpoint
ALTER TABLE "access_right" ADD COLUMN "request_number" integer;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "unit_id" uuid;--> statement-breakpoint
ALTER TABLE "item" ADD COLUMN "request_number" integer;--> statement-breakpoint
ALTER TABLE "software_seat" ADD COLUMN "request_number" integer;--> statement-breakpoint
ALTER TABLE "bell_entry" ADD COLUMN "noun" text NOT NULL;--> statement-breakpoint
ALTER TABLE "bell_entry" ADD COLUMN "record_id" text NOT NULL;--> statement-breakpoint
ALTER TABLE "bell_entry" ADD COLUMN "times" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox_message" ADD COLUMN "noun" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox_message" ADD COLUMN "record_id" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox_message" ADD COLUMN "href" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox_message" ADD COLUMN "digest_id" uuid;--> statement-breakpoint
ALTER TABLE "item" ADD CONSTRAINT "item_unit_id_unit_id_fk" FOREIGN KEY ("unit_id") REFERENCES "public"."unit"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_message_digest_id_outbox_message_id_fk" FOREIGN KEY ("digest_id") REFERENCES "public"."outbox_message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entry_words" ON "audit_entry" USING gin ((
	to_tsvector('simple', coalesce("actor_name", '') || ' ' || "record_id" || ' ' || coalesce("ip", ''))
	|| coalesce(jsonb_to_tsvector('simple', "before", '["string", "numeric"]'), '')
	|| coalesce(jsonb_to_tsvector('simple', "after", '["string", "numeric"]'), '')
));--> statement-breakpoint
CREATE INDEX "item_unit" ON "item" USING btree ("unit_id");--> statement-breakpoint
CREATE INDEX "item_model" ON "item" USING btree ("model","id");--> statement-breakpoint
CREATE INDEX "item_category" ON "item" USING btree ("category","inventory_number");--> statement-breakpoint
CREATE INDEX "software_seat_product" ON "software_seat" USING btree ("product_id","taken_at","id") WHERE released_at is null;--> statement-breakpoint
CREATE INDEX "outbox_message_state" ON "outbox_message" USING btree ("state","id");--> statement-breakpoint
CREATE INDEX "audit_entry_at" ON "audit_entry" USING btree ("at","seq");--> statement-breakpoint
CREATE INDEX "access_right_until" ON "access_right" USING btree ("valid_until","id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "bell_entry_unread" ON "bell_entry" USING btree ("person_id","noun","record_id") WHERE read_at is null;--> statement-breakpoint
ALTER TABLE "attempt_counter" DROP COLUMN "blocked_until";--> statement-breakpoint
ALTER TABLE "notification_preference" ADD CONSTRAINT "notification_preference_once" UNIQUE("person_id","topic");--> statement-breakpoint
ALTER TABLE "notification_preference" ADD CONSTRAINT "notification_preference_mail" CHECK (mail in ('now', 'digest', 'never'));--> statement-breakpoint
ALTER TABLE "outbox_message" ADD CONSTRAINT "outbox_message_state" CHECK (state in ('waiting', 'digest', 'gathered', 'sending', 'sent', 'failed', 'kept'));--> statement-breakpoint
CREATE INDEX "item_search" ON "item" USING gin ("search");
