ALTER TABLE "register_import" ADD COLUMN "also_move" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "register_import_row" ADD COLUMN "undone_at" timestamp with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "register_import_writing" ON "register_import" USING btree ("register") WHERE state = 'writing';