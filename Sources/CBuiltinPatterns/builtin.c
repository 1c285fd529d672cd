int oxtail_builtin;
