import { effectTargets, type EffectTarget } from '#lib/catalogue/effect-targets.ts';
import type { TaskEffect } from '#lib/catalogue/service-task.ts';
import { isoDay } from '#lib/format/moments.ts';
import { lastDayOf } from '#lib/server/systems/right-days.ts';
import type { Journey } from './journey.ts';
import { NEW_SEAT, type LoadedPerson } from './model.ts';
import { newItem } from './registers.ts';

type EffectResult = Record<string, string>;

/** Does in the registers what a task says, as the command does: what the person has already counts as given. */
export function tellEffect(
	journey: Journey,
	effect: TaskEffect,
	agent: LoadedPerson,
	approver: LoadedPerson | null
): EffectResult {
	const targets = effectTargets(effect, journey.row.answers);
	const together = (give: (target: EffectTarget) => string): EffectResult => {
		const ids = targets.map(give);
		return ids.length > 0 ? { ids: ids.join(',') } : { count: '0' };
	};
	switch (effect.kind) {
		case 'grant_right':
			return together((target) => giveRight(journey, target, agent, approver));
		case 'take_seat':
			return together((target) => giveSeat(journey, target, agent));
		case 'return_item':
			return together((target) => takeItem(journey, target, agent));
		case 'hand_over_item':
			return handOver(journey, effect.category, agent);
		default:
			return { count: '0' };
	}
}

function giveRight(
	journey: Journey,
	target: EffectTarget,
	agent: LoadedPerson,
	approver: LoadedPerson | null
): string {
	const { world, asked, row, at } = journey;
	if (!('right' in target)) return 'held';
	const { role: wanted, system } = target.right;
	const role = world.roles.find((one) =>
		target.by === 'id' ? one.id === wanted : one.systemSlug === system && one.slug === wanted
	);
	if (!role) return 'held';
	const today = isoDay(at);
	const { rights, id: personId } = asked.beneficiary;
	const validUntil = role.maxDays === null ? null : lastDayOf(today, role.maxDays);
	const held = rights.get(role.id);
	if (held) {
		if (held.validUntil === null || (validUntil && held.validUntil >= validUntil)) return 'held';
		held.endedAt = at;
		held.endReason = held.validUntil < today ? 'expired' : 'renewed';
	}
	const right = {
		id: world.makeId(at),
		personId,
		roleId: role.id,
		validFrom: today,
		validUntil,
		requestId: row.id,
		requestNumber: row.number,
		approvedById: approver?.id ?? null,
		grantedById: agent.id,
		grantedAt: at,
		endedAt: null,
		endedById: null,
		endReason: null,
		conflictReason: null,
		reviewedAt: null
	};
	rights.set(role.id, right);
	world.rights.push(right);
	const names = { system: role.systemSlug, role: role.slug };
	journey.auditOf('right', right.id, 'right.granted', agent, { ...right, ...names });
	return right.id;
}

function giveSeat(journey: Journey, target: EffectTarget, agent: LoadedPerson): string {
	const { world, asked, row, at } = journey;
	if (!('product' in target)) return 'held';
	const product = world.products.find(({ id, slug }) => [id, slug].includes(target.product));
	const { seats, id: personId } = asked.beneficiary;
	if (!product || seats.has(product.id)) return 'held';
	const seat = {
		id: world.makeId(at),
		productId: product.id,
		personId,
		requestId: row.id,
		requestNumber: row.number,
		takenById: agent.id,
		takenAt: at,
		releasedAt: null,
		releasedById: null,
		...NEW_SEAT
	};
	seats.set(product.id, seat);
	world.seats.push(seat);
	journey.auditOf('seat', seat.id, 'seat.taken', agent, { ...seat, product: product.slug });
	return seat.id;
}

function takeItem(journey: Journey, target: EffectTarget, agent: LoadedPerson): string {
	if (!('item' in target)) return 'held';
	const { items } = journey.asked.beneficiary;
	const found = items.find((item) => item.id === target.item);
	if (!found) return target.item;
	items.splice(items.indexOf(found), 1);
	const before = { state: found.state, holderName: journey.asked.beneficiary.name };
	Object.assign(found, {
		state: 'in_stock',
		holderId: null,
		heldSince: null,
		updatedAt: journey.at
	});
	journey.auditOf('item', found.id, 'item.returned', agent, { state: 'in_stock' }, before);
	return found.id;
}

const KINDS = ['laptop', 'desktop', 'monitor', 'phone', 'tablet', 'headset', 'other'];

function handOver(
	journey: Journey,
	category: string | undefined,
	agent: LoadedPerson
): EffectResult {
	const { world, asked, row, at } = journey;
	const wanted = category ?? row.answers.thing;
	const kind = KINDS.find((one) => one === wanted) ?? 'headset';
	const item = newItem(world, kind, at, asked.beneficiary);
	item.requestId = row.id;
	item.requestNumber = row.number;
	journey.auditOf('item', item.id, 'item.registered', agent, {
		inventoryNumber: item.inventoryNumber,
		model: item.model,
		state: 'in_stock'
	});
	const after = { state: 'in_use', holderName: asked.beneficiary.name, room: item.room };
	journey.auditOf('item', item.id, 'item.handed_over', agent, after, { state: 'in_stock' });
	return { ids: item.id, item: item.inventoryNumber };
}
