import { can } from '$lib/people/permissions.ts';
import { visibleRegisters } from '$lib/shell/desk-places.ts';
import { countAccessTasks } from '$lib/server/access/tasks/list-access-tasks.ts';
import { countEquipmentTasks } from '$lib/server/equipment/acts/desk-tasks.ts';
import { countGoingOn } from '$lib/server/notices/writing/list-notices.ts';
import { queueRail, type QueueRail } from '$lib/server/requests/queries/queue-rail.ts';
import { signedIn } from '$lib/server/web/route.ts';
import type { LayoutServerLoad } from './$types';

const noRail: QueueRail = { counts: {}, views: [] };

export const load: LayoutServerLoad = async (event) => {
	const { db } = event.locals;
	const actor = signedIn(event);
	event.depends('abilaud:desk');
	const registers = visibleRegisters(actor);
	const worksOn = registers.includes('requests');
	const [{ counts, views }, notices, equipment, access] = await Promise.all([
		worksOn ? queueRail(db, actor, event.locals.clock.now()) : noRail,
		registers.includes('notices') ? countGoingOn(db) : 0,
		registers.includes('equipment') ? countEquipmentTasks(db, actor) : 0,
		registers.includes('access') ? countAccessTasks(db, actor) : 0
	]);
	return {
		registers,
		comparesGroups: can(actor, 'systems.edit'),
		counts: { ...counts, notices, equipment, access },
		views: views.map(({ id, name, query, mine }) => ({ id, name, query, mine }))
	};
};
