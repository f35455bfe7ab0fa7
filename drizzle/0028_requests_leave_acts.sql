ALTER TABLE "service_request" ADD COLUMN "no_act_reason" text DEFAULT '' NOT NULL;--> statement-breakpoint
-- A request about a device whose service wants an act is done with an act about it, or with the reason why there is none.
CREATE FUNCTION request_leaves_act() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	devices uuid[];
BEGIN
	IF NOT EXISTS (
		SELECT FROM service_version v
		WHERE v.id = NEW.service_version_id AND v.definition->>'needsAct' = 'true'
	) THEN
		RETURN NEW;
	END IF;
	SELECT array_agg(i.id) INTO devices
	FROM (
		SELECT CASE
			WHEN word #>> '{}' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN (word #>> '{}')::uuid
		END AS id
		FROM jsonb_path_query(NEW.answers, 'strict $.**') word
		WHERE jsonb_typeof(word) = 'string'
	) named
	JOIN item i ON i.id = named.id;
	IF devices IS NULL OR EXISTS (
		SELECT FROM act WHERE act.request_id = NEW.id AND act.state NOT IN ('refused', 'cancelled')
	) OR EXISTS (
		SELECT FROM act_line l JOIN act ON act.id = l.act_id
		WHERE l.item_id = ANY (devices) AND act.made_at >= NEW.submitted_at
			AND act.state NOT IN ('refused', 'cancelled')
	) THEN
		RETURN NEW;
	END IF;
	RAISE EXCEPTION 'a request about a device is done with an act or with the reason why there is none'
		USING ERRCODE = 'restrict_violation';
END
$$;--> statement-breakpoint
CREATE TRIGGER request_leaves_act BEFORE UPDATE OF status ON service_request FOR EACH ROW
	WHEN (NEW.status = 'fulfilled' AND OLD.status <> 'fulfilled' AND NEW.no_act_reason = '')
	EXECUTE FUNCTION request_leaves_act();
