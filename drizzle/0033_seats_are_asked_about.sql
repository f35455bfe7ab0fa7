ALTER TABLE "software_product" ADD COLUMN "policy_note" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "software_seat" ADD COLUMN "reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "software_seat" ADD COLUMN "kept_why" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "licence_file" ADD COLUMN "sha256" text NOT NULL;--> statement-breakpoint
CREATE INDEX "software_seat_idle" ON "software_seat" USING btree ("state","answer_by") WHERE state in ('reclaim_proposed', 'asked');--> statement-breakpoint
ALTER TABLE "software_seat" ADD CONSTRAINT "software_seat_asked" CHECK (state <> 'asked' or (asked_at is not null and answer_by is not null));--> statement-breakpoint
ALTER TABLE "software_seat" ADD CONSTRAINT "software_seat_kept" CHECK (state <> 'kept' or kept_until is not null);