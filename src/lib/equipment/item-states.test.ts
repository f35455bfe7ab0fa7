import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	ITEM_EVENTS,
	ITEM_STATES,
	afterEvent,
	possibleEvents,
	type ItemEvent,
	type ItemState
} from './item-states.ts';

const after = (
	state: ItemState,
	event: ItemEvent,
	isHeld = false,
	before: ItemState | null = null
) => afterEvent({ state, heldSince: isHeld ? '2026-01-05' : null, beforeProposal: before }, event);

describe('what happens to an item', () => {
	it.each([
		['ordered', 'received', 'in_stock'],
		['in_stock', 'reserved', 'reserved'],
		['reserved', 'released', 'in_stock'],
		['in_stock', 'handed_over', 'handed_over'],
		['reserved', 'handed_over', 'handed_over'],
		['handed_over', 'accepted', 'in_use'],
		['handed_over', 'refused', 'in_stock'],
		['in_use', 'asked_back', 'to_be_returned'],
		['to_be_returned', 'kept', 'in_use'],
		['to_be_returned', 'returned', 'in_stock'],
		['in_use', 'returned', 'in_stock'],
		['in_use', 'relocated', 'in_use'],
		['in_use', 'passed_on', 'in_use'],
		['in_use', 'sent_to_repair', 'in_repair'],
		['in_use', 'reported_missing', 'missing'],
		['in_stock', 'write_off_proposed', 'write_off_proposed'],
		['write_off_proposed', 'written_off', 'written_off']
	] as const)('%s, %s: %s', (state, event, to) => {
		expect(after(state, event)).toEqual({ ok: true, to });
	});

	it('brings a repaired or found item back to whoever has it, or into stock when nobody has', () => {
		expect(after('in_repair', 'back_from_repair', true)).toEqual({ ok: true, to: 'in_use' });
		expect(after('in_repair', 'back_from_repair')).toEqual({ ok: true, to: 'in_stock' });
		expect(after('missing', 'found', true)).toEqual({ ok: true, to: 'in_use' });
		expect(after('missing', 'found')).toEqual({ ok: true, to: 'in_stock' });
	});

	it('puts an item that is not written off after all back to what it was', () => {
		expect(after('write_off_proposed', 'write_off_withdrawn', false, 'missing')).toEqual({
			...{ ok: true, to: 'missing' }
		});
	});

	it.each([
		['ordered', 'handed_over', 'registers_item_ordered'],
		['in_use', 'handed_over', 'registers_item_already_held'],
		['in_use', 'reserved', 'registers_item_already_held'],
		['in_use', 'accepted', 'registers_item_not_handed_over'],
		['in_repair', 'handed_over', 'registers_item_in_repair'],
		['missing', 'returned', 'registers_item_missing'],
		['in_stock', 'returned', 'registers_item_not_held'],
		['reserved', 'returned', 'registers_item_reserved'],
		['in_stock', 'released', 'registers_item_not_reserved'],
		['in_use', 'back_from_repair', 'registers_item_not_in_repair'],
		['in_use', 'found', 'registers_item_not_missing'],
		['to_be_returned', 'asked_back', 'registers_item_already_asked_back'],
		['in_use', 'write_off_proposed', 'registers_item_return_first'],
		['in_stock', 'written_off', 'registers_item_no_write_off'],
		['in_stock', 'received', 'registers_item_received'],
		['written_off', 'handed_over', 'registers_item_written_off']
	] as const)('%s refuses %s and says why: %s', (state, event, because) => {
		expect(after(state, event, true)).toEqual({ ok: false, because });
	});

	it('leads out of every state but written off', () => {
		for (const state of ITEM_STATES) {
			expect(possibleEvents(state).length > 0).toBe(state !== 'written_off');
		}
	});

	it('offers exactly what succeeds', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...ITEM_STATES),
				fc.constantFrom(...ITEM_EVENTS),
				fc.boolean(),
				(state, event, isHeld) => {
					expect(possibleEvents(state).includes(event)).toBe(after(state, event, isHeld).ok);
				}
			)
		);
	});
});
