-- The tables of SSL Credentials for Spring Boot, for PostgreSQL 14 or later. It can be run again, and may stand in a
-- migration of Flyway or Liquibase.

create table if not exists ssl_credential_epoch (
	id smallint not null default 1 primary key check (id = 1),
	epoch varchar(36) not null,
	schema_version integer not null
);

-- One row for each path there ever was. It outlives the versions, so that no number is given twice, and says which one
-- was in force last, so that rows that a truncation has taken are not taken for deleted ones.
create table if not exists ssl_credential_path (
	path_hash bytea not null primary key,
	path text not null,
	last_version bigint not null default 0,
	sequence bigint not null default 0,
	active_version bigint
);

create table if not exists ssl_credential (
	path_hash bytea not null references ssl_credential_path,
	path text not null,
	version bigint not null check (version > 0),
	state varchar(8) not null check (state in ('pending', 'staged', 'active', 'retired', 'revoked')),
	sequence bigint not null default 0,
	format integer not null,
	key_id varchar(32) not null,
	content bytea not null,
	fingerprint varchar(64) not null,
	not_before timestamp with time zone not null,
	not_after timestamp with time zone not null,
	stored_at timestamp with time zone not null default current_timestamp,
	changed_at timestamp with time zone not null default current_timestamp,
	primary key (path_hash, version)
);

create unique index if not exists ssl_credential_active on ssl_credential (path_hash) where state = 'active';

-- The sequence is drawn under the lock of the path's row, so that it has the order of the commits. A change of the key
-- that content is sealed under is no change of the credential, and draws none. What listens for changes is told the hash
-- of the path after the commit.
create or replace function ssl_credential_sequence() returns trigger
language plpgsql set search_path from current as '
declare
	drawn bigint;
	changed bytea := case when tg_op = ''DELETE'' then old.path_hash else new.path_hash end;
	activated bigint := case when tg_op <> ''DELETE'' and new.state = ''active'' then new.version end;
	ended bigint := case when tg_op <> ''INSERT'' and old.state = ''active'' then old.version end;
begin
	if tg_op = ''UPDATE'' then
		if new.state = old.state and new.fingerprint = old.fingerprint then
			new.sequence := old.sequence;
			return new;
		end if;
	end if;
	update ssl_credential_path set sequence = ssl_credential_path.sequence + 1,
			active_version = coalesce(activated, nullif(active_version, ended))
		where path_hash = changed returning sequence into drawn;
	perform pg_notify(''ssl_credential'', encode(changed, ''hex''));
	if tg_op = ''DELETE'' then
		return old;
	end if;
	new.sequence := drawn;
	new.changed_at := current_timestamp;
	return new;
end
';

create or replace trigger ssl_credential_sequence before insert or update or delete on ssl_credential
	for each row execute function ssl_credential_sequence();

insert into ssl_credential_epoch (epoch, schema_version)
	select gen_random_uuid(), 1 where not exists (select 1 from ssl_credential_epoch);

-- One row for each version and threshold of which somebody has said that it is reached. Old rows may be deleted.
create table if not exists ssl_credential_notice (
	path_hash bytea not null,
	version varchar(200) not null,
	threshold_seconds bigint not null,
	claim varchar(36) not null,
	claimed_at timestamp with time zone not null default current_timestamp,
	primary key (path_hash, version, threshold_seconds)
);
