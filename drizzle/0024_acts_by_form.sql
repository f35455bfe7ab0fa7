ALTER TABLE "act" ADD COLUMN "form_key" uuid;--> statement-breakpoint
ALTER TABLE "act" ADD COLUMN "reminders" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "act_form" ON "act" USING btree ("form_key");--> statement-breakpoint
CREATE INDEX "act_unprinted" ON "act" USING btree ("completed_at") WHERE state = 'complete' and kind <> 'entry' and pdf_key is null;