import type { ActKind, ActState } from '#lib/equipment/act-kinds.ts';
import type { ItemCategory, ItemState } from '#lib/equipment/item-states.ts';
import type { TaskEffect } from '#lib/catalogue/service-task.ts';
import type { LocalizedText } from '#lib/i18n/localized.ts';
import type { LearnerState } from '#lib/training/obligation.ts';
import type { RequestPageView } from '../request-page-view.ts';

/** A task as the panel shows it. `next` is the one that the key E completes. */
export type DeskTask = {
	key: string;
	title: LocalizedText;
	state: 'did' | 'next' | 'open' | 'locked';
	/** The task that must be done first. */
	waitsFor: LocalizedText | null;
	checklist: { text: LocalizedText; done: boolean }[];
	effect: TaskEffect['kind'] | null;
	/** What stands in stock for a handover. */
	stock: { inventoryNumber: string; model: string }[];
	/** The address a newcomer would most likely get. */
	email: string | null;
	/** Inventory number of the item handed over; name of the person added. */
	made: string | null;
	doneAt: Date | null;
	doneBy: string | null;
	ownerId: string | null;
	ownerName: string | null;
};

/** Whether the person a request is for did a module of the software or system it is about. */
export type DeskTraining = {
	slug: string;
	title: LocalizedText;
	state: LearnerState;
	doneAt: Date | null;
	validUntil: string | null;
	dueOn: string | null;
};

/** A device that a request is about, as the desk wants to know it. */
export type DeskDevice = {
	id: string;
	inventoryNumber: string;
	category: ItemCategory;
	categoryName: LocalizedText;
	model: string;
	state: ItemState;
	holderName: string | null;
	warrantyUntil: string | null;
	/** The latest first. */
	repairs: { sentOn: string; returnedOn: string | null; vendor: string }[];
};

/** The devices of a request, and whether it still waits for an act about one of them. */
export type DeskEquipment = { devices: DeskDevice[]; needsAct: boolean };

/** An act of equipment that was made for a request. */
type MadeAct = { id: string; number: string; kind: ActKind; state: ActState; madeAt: Date };

/** All that the desk's panel of one request needs. */
export type DeskPanelView = {
	request: RequestPageView & { made: MadeAct[] };
	tasks: DeskTask[];
	training: DeskTraining[];
	equipment: DeskEquipment;
	agents: { id: string; name: string }[];
	teams: { slug: string; name: LocalizedText }[];
	/** Slugs and titles of services it could be moved to. */
	services: { value: string; label: string }[];
};
