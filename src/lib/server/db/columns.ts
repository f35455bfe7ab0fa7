import { customType, jsonb, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { LocalizedText } from '#lib/i18n/localized.ts';

/** Primary key: uuid v7 made by `newId()`, so that ids sort by creation. */
export const id = () => uuid('id').primaryKey();

/** A point in time, stored as `timestamptz`, read as a Date. */
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** Text kept in Estonian, Russian and (where written) English. */
export const localized = (name: string) => jsonb(name).$type<LocalizedText>();

/** PostgreSQL full-text vector. Written by SQL expressions only, never read into the application. */
export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** Raw bytes. */
export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
