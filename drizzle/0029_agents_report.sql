ALTER TABLE "inventory_device" ADD COLUMN "known" jsonb;--> statement-breakpoint
ALTER TABLE "inventory_device" ADD COLUMN "stranger_id" uuid;--> statement-breakpoint
ALTER TABLE "inventory_device" ADD COLUMN "stranger_times" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "inventory_device" ADD CONSTRAINT "inventory_device_stranger_id_person_id_fk" FOREIGN KEY ("stranger_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;