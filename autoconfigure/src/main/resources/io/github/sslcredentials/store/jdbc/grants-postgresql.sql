-- Roles with the least privileges on the tables of SSL Credentials for Spring Boot. Run it as the owner of the tables,
-- in their schema, then grant one of the roles to the user of each application:
--
--   grant ssl_credentials_reader to my_application;    it uses credentials
--   grant ssl_credentials_operator to my_operator;     it stores, revokes, deletes and re-keys them as well

do '
begin
	if not exists (select 1 from pg_roles where rolname = ''ssl_credentials_reader'') then
		create role ssl_credentials_reader nologin;
	end if;
	if not exists (select 1 from pg_roles where rolname = ''ssl_credentials_operator'') then
		create role ssl_credentials_operator nologin;
	end if;
	execute format(''grant usage on schema %I to ssl_credentials_reader, ssl_credentials_operator'', current_schema());
end
';

revoke all on ssl_credential, ssl_credential_path, ssl_credential_epoch from public;

grant select on ssl_credential, ssl_credential_path, ssl_credential_epoch to ssl_credentials_reader;

grant select on ssl_credential_epoch to ssl_credentials_operator;
grant select, insert, update on ssl_credential_path to ssl_credentials_operator;
grant select, insert, update, delete on ssl_credential to ssl_credentials_operator;

revoke all on ssl_credential_notice from public;
grant select, insert on ssl_credential_notice to ssl_credentials_reader, ssl_credentials_operator;
