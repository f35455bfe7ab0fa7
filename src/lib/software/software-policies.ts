/** Whether people may have a product: freely, when somebody agrees, or not at all. */
export const SOFTWARE_POLICIES = ['allowed', 'needs_approval', 'forbidden'] as const;
export type SoftwarePolicy = (typeof SOFTWARE_POLICIES)[number];
