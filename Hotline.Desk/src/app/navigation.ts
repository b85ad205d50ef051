import type { Role, User } from '@/api/types';
import type { Messages } from '@/i18n/messages';

export interface Place {
  path: string;
  label: keyof Messages['app']['nav'];
  roles: readonly Role[];
}

/** Every screen and who goes there, in the order shown. The product decides what they may do; this only keeps menus short. */
export const places: readonly Place[] = [
  { path: '/intake', label: 'intake', roles: ['agent', 'shift-leader', 'dispatcher'] },
  { path: '/switchboard', label: 'switchboard', roles: ['shift-leader', 'supervisor'] },
  { path: '/dispatch', label: 'dispatch', roles: ['dispatcher', 'shift-leader'] },
  { path: '/cases', label: 'cases', roles: ['agent', 'shift-leader', 'dispatcher', 'handler', 'supervisor'] },
  { path: '/tasks', label: 'tasks', roles: ['agent', 'shift-leader', 'supervisor'] },
  { path: '/recordings', label: 'recordings', roles: ['agent', 'shift-leader', 'supervisor'] },
  { path: '/notices', label: 'notices', roles: ['shift-leader', 'dispatcher', 'supervisor'] },
  { path: '/traces', label: 'traces', roles: ['supervisor'] },
  { path: '/phones', label: 'phones', roles: ['admin'] },
  { path: '/staff', label: 'staff', roles: ['admin'] },
  { path: '/audit', label: 'audit', roles: ['supervisor', 'admin'] },
];

export const placesOf = (user: User) => places.filter((place) => place.roles.some((role) => user.roles.includes(role)));

/** Where a person starts: agents at intake, leaders at the switchboard, dispatchers at their queue, units at their cases. */
export function homeOf(user: User): string {
  if (user.roles.includes('agent')) return '/intake';
  if (user.roles.includes('shift-leader')) return '/switchboard';
  if (user.roles.includes('dispatcher')) return '/dispatch';
  return placesOf(user)[0]?.path ?? '/cases';
}
