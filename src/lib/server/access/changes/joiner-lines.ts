import { eq } from 'drizzle-orm';
import { isUnusual, isUsual } from '#lib/access/usual.ts';
import type { Newcomer } from '#lib/access/newcomer.ts';
import type { Answers } from '#lib/catalogue/answer-value.ts';
import { meets } from '#lib/catalogue/condition.ts';
import { effectTargets } from '#lib/catalogue/effect-targets.ts';
import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import type { ServiceTask } from '#lib/catalogue/service-task.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { itemCategory } from '#lib/server/equipment/tables.ts';
import { findProduct } from '#lib/server/software/get-product.ts';
import { findRoleBySlug } from '#lib/server/systems/find-role.ts';
import { bundleFor, giftKey } from '../bundles/bundle-for.ts';
import { colleaguesOf, shareOf, type Colleagues } from '../bundles/colleagues-of.ts';
import { whyOf, type LineDraft } from './line-draft.ts';

/** Working days before the first day by which what the form asked for is ready. */
const ASKED_DAYS = 1;

/**
 * What a newcomer gets, in the order in which it is done: the account, what the form asks for, what the bundles of the
 * position give, each thing once. What most colleagues have and nobody asked for stands there to be added.
 */
export async function joinerLines(
	tx: Tx,
	newcomer: Newcomer,
	definition: Pick<ServiceDefinition, 'tasks'>,
	answers: Readonly<Answers>
): Promise<LineDraft[]> {
	const [gifts, colleagues] = await Promise.all([
		bundleFor(tx, newcomer),
		colleaguesOf(tx, newcomer)
	]);
	const lines = new Map<string, LineDraft>();
	const put = (line: LineDraft) => {
		const key = giftKey(line);
		const before = lines.get(key);
		if (!before) lines.set(key, line);
		else if (before.daysBefore < line.daysBefore) before.daysBefore = line.daysBefore;
	};
	for (const task of definition.tasks) {
		if (task.when && !meets(task.when, answers)) continue;
		for (const line of await askedLines(tx, task, answers)) put(marked(line, colleagues));
	}
	for (const { bundle, ...gift } of gifts) {
		const share = shareOf(colleagues, gift);
		const unusual = share !== null && isUnusual(share);
		put({ ...gift, proposed: 'add', why: whyOf(share, { bundle, unusual }) });
	}
	for (const line of missingLines(colleagues)) put(line);
	return withAccountFirst([...lines.values()]);
}

/** What most colleagues have: proposed to be left out until somebody adds it. */
export function missingLines(colleagues: Colleagues): LineDraft[] {
	const usual = (counts: Map<string, number>) =>
		[...counts].filter(([, count]) => isUsual({ colleagues: count, of: colleagues.of }));
	return [
		...usual(colleagues.roles).map(([roleId]) => ({ kind: 'right' as const, roleId })),
		...usual(colleagues.products).map(([productId]) => ({ kind: 'seat' as const, productId }))
	].map((what) => ({
		...what,
		proposed: 'drop',
		why: whyOf(shareOf(colleagues, what)),
		daysBefore: ASKED_DAYS
	}));
}

function marked(line: LineDraft, colleagues: Colleagues): LineDraft {
	const share = shareOf(colleagues, line);
	return { ...line, why: whyOf(share, { unusual: share !== null && isUnusual(share) }) };
}

/** What a task of the form gives, thing by thing. */
async function askedLines(
	tx: Tx,
	task: ServiceTask,
	answers: Readonly<Answers>
): Promise<LineDraft[]> {
	const { effect } = task;
	if (!effect) return [];
	const line = { proposed: 'add' as const, why: {}, daysBefore: ASKED_DAYS };
	const mine = { ...line, requestTaskKey: task.key };
	if (effect.kind === 'add_person') return [{ ...mine, kind: 'account' }];
	if (effect.kind === 'assign_module')
		return [{ ...mine, kind: 'module', moduleSlug: effect.module }];
	if (effect.kind === 'hand_over_item') {
		const asked = effect.category ?? answers[task.key];
		const category = typeof asked === 'string' ? await categoryOf(tx, asked) : null;
		return [{ ...mine, kind: 'item', category }];
	}
	const lines: LineDraft[] = [];
	for (const target of effectTargets(effect, answers)) {
		if ('right' in target && effect.kind === 'grant_right') {
			const { system, role } = target.right;
			const roleId = target.by === 'id' ? role : (await findRoleBySlug(tx, system, role))?.id;
			if (roleId) lines.push({ ...line, kind: 'right', roleId });
		} else if ('product' in target && effect.kind === 'take_seat') {
			const { product } = target;
			const productId = target.by === 'id' ? product : (await findProduct(tx, product))?.id;
			if (productId) lines.push({ ...line, kind: 'seat', productId });
		}
	}
	return lines;
}

async function categoryOf(tx: Tx, code: string): Promise<string | null> {
	const [found] = await tx
		.select({ code: itemCategory.code })
		.from(itemCategory)
		.where(eq(itemCategory.code, code));
	return found?.code ?? null;
}

/** Nothing can be given before there is an account: it is ready when the first of the others is due. */
function withAccountFirst(lines: LineDraft[]): LineDraft[] {
	const given = lines.filter((line) => line.proposed === 'add');
	const soonest = Math.max(ASKED_DAYS, ...given.map((line) => line.daysBefore));
	const ranks = ['account', 'right', 'seat', 'item', 'module'];
	return lines
		.map((line) => (line.kind === 'account' ? { ...line, daysBefore: soonest } : line))
		.sort((a, b) => ranks.indexOf(a.kind) - ranks.indexOf(b.kind));
}
