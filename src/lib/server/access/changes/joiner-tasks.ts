import { asc, eq } from 'drizzle-orm';
import type { ServiceTask, TaskEffect } from '#lib/catalogue/service-task.ts';
import { localize, type Locale, type LocalizedText } from '#lib/i18n/localized.ts';
import { m } from '#lib/paraglide/messages.js';
import { rightName } from '#lib/systems/right-name.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { itemCategory } from '#lib/server/equipment/tables.ts';
import type { MoreTask, TaskPlan } from '#lib/server/requests/request-listeners.ts';
import { softwareProduct } from '#lib/server/software/tables.ts';
import { informationSystem, systemRole } from '#lib/server/systems/tables.ts';
import { trainingModule } from '#lib/server/training/modules/tables.ts';
import { moduleTitle } from '#lib/training/module-title.ts';
import { staffChangeLine } from './tables.ts';

type Line = typeof staffChangeLine.$inferSelect;

/** What is to happen with a line now: what was decided, else what is proposed. */
export const actOf = (line: Pick<Line, 'decided' | 'proposed'>) => line.decided ?? line.proposed;

/**
 * The tasks of a newcomer's request: one for each thing that is given, with its day. What the service would give at
 * once for a whole list is done thing by thing instead; what was struck has no task.
 */
export async function planJoinerTasks(
	tx: Tx,
	changeId: string,
	tasks: readonly ServiceTask[]
): Promise<TaskPlan> {
	const lines = await tx
		.select()
		.from(staffChangeLine)
		.where(eq(staffChangeLine.changeId, changeId))
		.orderBy(asc(staffChangeLine.id));
	const account = tasks.find((task) => task.effect?.kind === 'add_person')?.key;
	const plan: TaskPlan = { more: [], without: byTheList(tasks), dueOn: {} };
	for (const line of lines) {
		const given = actOf(line) === 'add';
		const own = line.requestTaskKey;
		if (own && tasks.some((task) => task.key === own)) {
			if (given) plan.dueOn[own] = line.dueOn;
			else plan.without.push(own);
		} else if (given) {
			const task = await taskOfLine(tx, line, account);
			if (!task) continue;
			plan.more.push(task);
			await tx
				.update(staffChangeLine)
				.set({ requestTaskKey: task.key })
				.where(eq(staffChangeLine.id, line.id));
		}
	}
	return plan;
}

/** Tasks of the service whose things stand in lines of their own. */
const byTheList = (tasks: readonly ServiceTask[]) =>
	tasks
		.filter(({ effect }) => effect?.kind === 'grant_right' || effect?.kind === 'take_seat')
		.map((task) => task.key);

/** The task that does a line in the register; undefined where what it is about is gone. */
export async function taskOfLine(
	tx: Tx,
	line: Line,
	account: string | undefined
): Promise<MoreTask | undefined> {
	const about = await aboutLine(tx, line, account);
	if (!about) return undefined;
	return {
		key: `line_${line.id.replaceAll('-', '').slice(-20)}`,
		needs: account ? [account] : [],
		dueOn: line.dueOn,
		...about
	};
}

type About = { title: LocalizedText; effect: TaskEffect };

async function aboutLine(
	tx: Tx,
	line: Line,
	person: string | undefined
): Promise<About | undefined> {
	const whose = person ? { person } : {};
	if (line.roleId) {
		const [role] = await tx
			.select({
				slug: systemRole.slug,
				name: systemRole.name,
				system: informationSystem.slug,
				systemName: informationSystem.name
			})
			.from(systemRole)
			.innerJoin(informationSystem, eq(informationSystem.id, systemRole.systemId))
			.where(eq(systemRole.id, line.roleId));
		return (
			role && {
				title: titled(m.moves_task_right, (locale) =>
					rightName(role.systemName, role.name, locale)
				),
				effect: { kind: 'grant_right', system: role.system, role: role.slug, ...whose }
			}
		);
	}
	if (line.productId) {
		const [product] = await tx
			.select({ slug: softwareProduct.slug, name: softwareProduct.name })
			.from(softwareProduct)
			.where(eq(softwareProduct.id, line.productId));
		return (
			product && {
				title: titled(m.moves_task_seat, () => product.name),
				effect: { kind: 'take_seat', product: product.slug, ...whose }
			}
		);
	}
	if (line.moduleSlug) {
		const key = line.moduleSlug;
		const [taught] = await tx
			.select({ titles: trainingModule.titles })
			.from(trainingModule)
			.where(eq(trainingModule.key, key));
		return (
			taught && {
				title: titled(m.moves_task_module, (locale) =>
					localize(moduleTitle(taught.titles), locale)
				),
				effect: { kind: 'assign_module', module: key, ...whose }
			}
		);
	}
	if (line.kind !== 'item' || !line.category) return undefined;
	const { category } = line;
	const [kind] = await tx
		.select({ name: itemCategory.name })
		.from(itemCategory)
		.where(eq(itemCategory.code, category));
	return (
		kind && {
			title: titled(m.moves_task_item, (locale) => localize(kind.name, locale)),
			effect: { kind: 'hand_over_item', category, ...whose }
		}
	);
}

function titled(
	write: (words: { what: string }, options: { locale: Locale }) => string,
	what: (locale: Locale) => string
): LocalizedText {
	const text = (locale: Locale) => write({ what: what(locale) }, { locale });
	return { et: text('et'), ru: text('ru'), en: text('en') };
}
