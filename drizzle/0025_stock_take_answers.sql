ALTER TABLE "stock_take_correction" ADD COLUMN "moves" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_take_line" ADD COLUMN "moves" integer NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_take_scan" ADD COLUMN "outcome" text NOT NULL;--> statement-breakpoint
ALTER TABLE "stock_take_scan" ADD COLUMN "photo_key" text;--> statement-breakpoint
ALTER TABLE "stock_take_scan" ADD COLUMN "photo_type" text;