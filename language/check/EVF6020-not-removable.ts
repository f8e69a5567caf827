import { rule } from './rule.ts';

export const notRemovable = rule({
  code: 'EVF6020',
  severity: 'error',
  title: '`remove` of something that is no key of a map',
  explanation:
    '`remove` takes a key out of a map in the state: `remove stock[sku]`. An optional field is emptied by `= null`.',
  message: () => '`remove` takes a key out of a map: `remove map[key]`. Empty an optional field with `= null`.',
  failing: `
command Leave { account: string }

consumer Accounts by account {
  idempotent
  state { nickname?: string }
  on Leave { remove nickname }
  //                ^^^^^^^^ error EVF6020 \`= null\`
}`,
  mended: `
command Leave { account: string }

consumer Accounts by account {
  idempotent
  state { nickname?: string }
  on Leave { nickname = null }
}`,
});
