ALTER TABLE "review_campaign" ADD COLUMN "answers_sha256" text;--> statement-breakpoint
ALTER TABLE "review_line" ADD COLUMN "owner_told_at" timestamp with time zone;