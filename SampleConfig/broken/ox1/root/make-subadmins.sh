#!/bin/sh
# As the wiki page shows it.
/opt/open-xchange/sbin/createadmin -A oxadminmaster -P secret -u pleskcustomer1 -p secret -d "My first customer"
