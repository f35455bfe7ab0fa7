import { m } from '#lib/paraglide/messages.js';
import type { ApproverRule } from '../approval-stage.ts';
import type { ForWhom, ServiceCategory, ServiceGives, ServiceKind } from '../service-definition.ts';
import type { FieldKind, Prefill, SystemKind } from '../service-field.ts';
import type { TaskEffect } from '../service-task.ts';

type Words<K extends string> = Record<K, () => string>;

export const categoryWords: Words<ServiceCategory> = {
	people: m.catalogue_category_people,
	access: m.catalogue_category_access,
	software: m.catalogue_category_software,
	equipment: m.catalogue_category_equipment,
	help: m.catalogue_category_help
};

export const kindWords: Words<ServiceKind> = {
	request: m.catalogue_kind_request,
	fault: m.catalogue_kind_fault
};

export const givesWords: Words<ServiceGives> = {
	account: m.catalogue_gives_account,
	group: m.catalogue_gives_group,
	right: m.catalogue_gives_right,
	seat: m.catalogue_gives_seat,
	item: m.catalogue_gives_item,
	nothing: m.catalogue_gives_nothing
};

export const forWhomWords: Words<ForWhom> = {
	self: m.catalogue_for_self,
	colleague: m.catalogue_for_colleague,
	unit_staff: m.catalogue_for_unit_staff,
	several: m.catalogue_for_several
};

export const visibleWords: Words<'everyone' | 'managers' | 'representatives'> = {
	everyone: m.catalogue_who_everyone,
	managers: m.catalogue_who_managers,
	representatives: m.catalogue_who_representatives
};

export const roleWords: Words<'agent' | 'author' | 'auditor' | 'admin'> = {
	agent: m.catalogue_role_agent,
	author: m.catalogue_role_author,
	auditor: m.catalogue_role_auditor,
	admin: m.catalogue_role_admin
};

export const fieldKindWords: Words<FieldKind> = {
	text: m.catalogue_field_text,
	long_text: m.catalogue_field_long_text,
	number: m.catalogue_field_number,
	date: m.catalogue_field_date,
	choice: m.catalogue_field_choice,
	choices: m.catalogue_field_choices,
	yes_no: m.catalogue_field_yes_no,
	person: m.catalogue_field_person,
	unit: m.catalogue_field_unit,
	place: m.catalogue_field_place,
	my_equipment: m.catalogue_field_my_equipment,
	software: m.catalogue_field_software,
	my_seat: m.catalogue_field_my_seat,
	my_right: m.catalogue_field_my_right,
	system_role: m.catalogue_field_system_role,
	file: m.catalogue_field_file,
	heading: m.catalogue_field_heading,
	rows: m.catalogue_field_rows
};

export const ruleWords: Words<ApproverRule['kind']> = {
	line_manager: m.catalogue_rule_line_manager,
	head_of_place: m.catalogue_rule_head_of_place,
	system_owner: m.catalogue_rule_system_owner,
	budget_owner: m.catalogue_rule_budget_owner,
	named: m.catalogue_rule_named
};

export const effectWords: Words<TaskEffect['kind'] | ''> = {
	'': m.catalogue_effect_none,
	grant_right: m.catalogue_effect_grant_right,
	take_seat: m.catalogue_effect_take_seat,
	hand_over_item: m.catalogue_effect_hand_over_item,
	return_item: m.catalogue_effect_return_item,
	release_seat: m.catalogue_effect_release_seat,
	end_right: m.catalogue_effect_end_right,
	return_all_items: m.catalogue_effect_return_all_items,
	end_all_rights: m.catalogue_effect_end_all_rights,
	release_all_seats: m.catalogue_effect_release_all_seats,
	add_person: m.catalogue_effect_add_person,
	set_last_day: m.catalogue_effect_set_last_day,
	close_account: m.catalogue_effect_close_account,
	assign_module: m.catalogue_effect_assign_module
};

export const prefillWords: Words<Prefill | ''> = {
	'': m.catalogue_prefill_none,
	phone: m.catalogue_prefill_phone,
	email: m.catalogue_prefill_email,
	name: m.catalogue_prefill_name,
	position: m.catalogue_prefill_position,
	unit: m.catalogue_prefill_unit,
	place: m.catalogue_prefill_place
};

export const systemKindWords: Words<SystemKind> = {
	system: m.catalogue_system_kind_system,
	mailbox: m.catalogue_system_kind_mailbox,
	group: m.catalogue_system_kind_group,
	folder: m.catalogue_system_kind_folder
};

export const formatWords: Words<'' | 'email' | 'phone'> = {
	'': m.catalogue_format_none,
	email: m.catalogue_format_email,
	phone: m.catalogue_format_phone
};

/** Words as choices of a list, in their order. */
export function choicesOf<K extends string>(words: Words<K>): { value: K; label: string }[] {
	return (Object.keys(words) as K[]).map((value) => ({ value, label: words[value]() }));
}
