import { m } from '#lib/paraglide/messages.js';
import type { PlaceHours } from '#lib/working-time/place-hours.ts';
import type { Role } from './actor.ts';
import type { ImportAction, ImportKind } from './import-kinds.ts';
import type { UnitKind } from './unit-kinds.ts';

const ROLE: Record<Role, () => string> = {
	agent: m.people_role_agent,
	author: m.people_role_author,
	auditor: m.people_role_auditor,
	admin: m.people_role_admin
};

const ROLE_HINT: Record<Role, () => string> = {
	agent: m.people_role_agent_hint,
	author: m.people_role_author_hint,
	auditor: m.people_role_auditor_hint,
	admin: m.people_role_admin_hint
};

const KIND: Record<UnitKind, () => string> = {
	organisation: m.people_kind_organisation,
	department: m.people_kind_department,
	office: m.people_kind_office,
	kindergarten: m.people_kind_kindergarten,
	group: m.people_kind_group
};

const HOURS: Record<PlaceHours, () => string> = {
	office: m.people_hours_office,
	kindergarten: m.people_hours_kindergarten
};

const IMPORT: Record<ImportKind, () => string> = {
	places: m.people_import_places,
	units: m.people_import_units,
	people: m.people_import_people
};

const ACTION: Record<ImportAction, () => string> = {
	inserted: m.people_import_inserted,
	changed: m.people_import_changed,
	unchanged: m.people_import_unchanged,
	refused: m.people_import_refused
};

/** The name of a role in the reader's language. */
export const roleWord = (role: Role) => ROLE[role]();
/** What a role may do, in one line. */
export const roleHint = (role: Role) => ROLE_HINT[role]();
/** The name of a kind of unit; a kind that is not known is shown as it is. */
export const kindWord = (kind: string) => KIND[kind as UnitKind]?.() ?? kind;
/** The name of a kind of working hours; one that is not known is shown as it is. */
export const hoursWord = (hours: string) => HOURS[hours as PlaceHours]?.() ?? hours;
/** What a file of this kind holds. */
export const importWord = (kind: ImportKind) => IMPORT[kind]();
/** What an import does with a row. */
export const actionWord = (action: ImportAction) => ACTION[action]();
