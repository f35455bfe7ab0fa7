import type { Component } from 'svelte';
import type { FieldOf, ServiceField } from '../service-field.ts';
import type { ControlContext } from './control.ts';

/** What the control of repeating rows gets. */
export type RowsControlProps = { field: FieldOf<'rows'>; context: ControlContext };

/** The control of repeating rows, fetched only for a form that has them, which few services do; otherwise null. */
export async function rowsControl(
	fields: readonly ServiceField[]
): Promise<Component<RowsControlProps> | null> {
	if (!fields.some((field) => field.kind === 'rows')) return null;
	return (await import('./RowsControl.svelte')).default;
}
