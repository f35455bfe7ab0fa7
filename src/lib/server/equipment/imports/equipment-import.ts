import { can } from '#lib/people/permissions.ts';
import type { ImportSpec } from '#lib/server/imports/import-spec.ts';
import { itemImportFields } from './import-fields.ts';
import { itemPlanner } from './plan-items.ts';
import { undoItems } from './undo-items.ts';
import { writeItems } from './write-items.ts';

/** Files of equipment: by the desk, within the units whose registers it keeps. */
export const equipmentImport: ImportSpec = {
	register: 'equipment',
	mayImport: (actor) => can(actor, 'equipment.edit'),
	fields: itemImportFields,
	planner: itemPlanner,
	write: writeItems,
	undo: undoItems
};
