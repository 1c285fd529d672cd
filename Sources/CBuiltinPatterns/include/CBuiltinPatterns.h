extern int oxtail_builtin;
