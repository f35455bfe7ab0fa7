CREATE TABLE "training_media" (
	"hash" text PRIMARY KEY NOT NULL,
	"storage_key" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"stored_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "training_module" ADD COLUMN "files_hash" text DEFAULT '' NOT NULL;