import type { ImportSpec } from '#lib/server/imports/import-spec.ts';
import { rightImport } from './right-import.ts';
import { roleImport } from './role-import.ts';
import { systemImport } from './system-import.ts';

/** The registers of systems, their roles and the rights to them, into which files are brought. */
export const REGISTER_IMPORTS: readonly ImportSpec[] = [systemImport, roleImport, rightImport];
