/** Every table, gathered for drizzle-kit only. Rooms import their own tables.ts. */
export * from '#lib/server/audit/tables.ts';
export * from '#lib/server/settings/tables.ts';
export * from '#lib/server/people/tables.ts';
export * from '#lib/server/auth/tables.ts';
export * from '#lib/server/systems/tables.ts';
export * from '#lib/server/catalogue/tables.ts';
export * from '#lib/server/equipment/tables.ts';
export * from '#lib/server/software/tables.ts';
export * from '#lib/server/training/modules/tables.ts';
export * from '#lib/server/training/reading/tables.ts';
export * from '#lib/server/training/duty/tables.ts';
export * from '#lib/server/training/courses/tables.ts';
export * from '#lib/server/requests/tables.ts';
export * from '#lib/server/notifications/tables.ts';
export * from '#lib/server/lists/tables.ts';
export * from '#lib/server/jobs/tables.ts';
