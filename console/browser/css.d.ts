// Style sheets are bundled, and give no value.
declare module "*.css";
