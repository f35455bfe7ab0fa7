ALTER TABLE "service_request" ADD COLUMN "promise_base_at" timestamp with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "service_request" ADD COLUMN "promise_base_since" timestamp with time zone NOT NULL;--> statement-breakpoint
ALTER TABLE "service_request" ADD COLUMN "fulfil_days" integer NOT NULL;--> statement-breakpoint
INSERT INTO "team" ("slug", "name", "active") VALUES ('it', '{"et": "IT-osakond", "ru": "ИТ-отдел", "en": "IT"}', true) ON CONFLICT DO NOTHING;
