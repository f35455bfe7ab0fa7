ALTER TABLE "change_to_read" ADD COLUMN "told_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "change_to_read_untold" ON "change_to_read" USING btree ("person_id") WHERE read_at is null and told_at is null;--> statement-breakpoint
CREATE INDEX "obligation_untold" ON "obligation" USING btree ("person_id") WHERE closed_at is null and reminded_at is null;--> statement-breakpoint
CREATE INDEX "obligation_rule" ON "obligation" USING btree ("rule_id") WHERE closed_at is null;