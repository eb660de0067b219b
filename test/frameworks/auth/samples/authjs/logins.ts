interface Login {
  readonly id: string;
  readonly userId: string;
  readonly confirmed: boolean;
}

/** The logins whose sessions may go on. For several servers, a table with these three columns. */
let open: Login[] = [];

export const logins = {
  async add(login: Login) {
    open.push(login);
  },
  async isOpen(id: unknown) {
    return open.some((login) => login.id === id);
  },
  async end(id: unknown) {
    open = open.filter((login) => login.id !== id);
  },
  async endUnconfirmedOf(userId: string) {
    open = open.filter((login) => login.userId !== userId || login.confirmed);
  },
  async endAllOf(userId: string) {
    open = open.filter((login) => login.userId !== userId);
  },
};
