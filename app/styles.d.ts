/** The compiler turns a stylesheet's import into its address. */
declare module "*.css" {
  const href: string;
  export default href;
}
