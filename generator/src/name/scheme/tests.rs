//! The names of small APIs, one kind of operationIds, tags or paths each.

use super::{Call, Choices, Placement, Returns, Scheme, Smell, choose, place, settle, smells};

/// The operations of a table with the columns HTTP method, path, operationId, tag and name; `-` is none.
fn operations(table: &str) -> Vec<(Call, &str)> {
    let lines = table.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let mut cells = line.split_whitespace();
            let mut cell = || cells.next().unwrap();
            let (verb, path, id, tag) = (cell(), cell(), cell(), cell());
            let some = |text: &str| (text != "-").then(|| text.to_owned());
            let call = Call {
                verb: verb.to_owned(),
                path: path.to_owned(),
                id: some(id),
                tags: some(tag).into_iter().collect(),
                returns: Returns::Unknown,
            };
            (call, cell())
        })
        .collect()
}

/// Compares names by the best scheme with the table.
#[track_caller]
fn assert_names(table: &str) {
    let calls: Vec<Call> = operations(table)
        .into_iter()
        .map(|(call, _)| call)
        .collect();
    assert_chosen(&choose(&calls), table);
}

#[track_caller]
fn assert_chosen(choices: &Choices, table: &str) {
    let (calls, expected): (Vec<Call>, Vec<&str>) = operations(table).into_iter().unzip();
    let mut placements: Vec<Placement> = calls.iter().map(|call| place(call, choices)).collect();
    settle(&calls, &mut placements);
    let name = |placement: &Placement| {
        let resource = placement.resource.join(".");
        format!("{resource}.{}", placement.method).replace(' ', "_")
    };
    let names: Vec<String> = placements.iter().map(name).collect();
    assert_eq!(names, expected);
}

fn tags() -> Choices {
    Choices {
        scheme: Scheme::Tags,
        ..Choices::default()
    }
}

#[test]
fn ids_in_lower_case_are_split_by_path_and_tag() {
    for tag in ["Users", "user", "-"] {
        assert_names(
            &"
            GET  /users           listusers    TAG users.list
            POST /users           createuser   TAG users.create
            GET  /users/{id}      getuserbyid  TAG users.get
            PUT  /users/{id}      updateuser   TAG users.update
            POST /users/{id}/ban  banuser      TAG users.ban
            GET  /users/{id}/keys listuserkeys TAG users.list_keys
            "
            .replace("TAG", tag),
        );
    }
    assert_names(
        "
        GET  /company        companyget     companies company.get
        POST /company/reset  resetcompany   companies company.reset
        POST /company/export exportcompany  companies company.export
        POST /company/forms  updatewithform companies company.update_with_form
        ",
    );
}

#[test]
fn words_that_only_look_like_actions_stay_whole() {
    assert_chosen(
        &tags(),
        "
        POST /endpoint endpoint Points points.endpoint
        POST /settings settings Points points.settings
        POST /points   callback Points points.callback
        ",
    );
}

#[test]
fn frameworks_add_nothing() {
    for tag in [
        "items-controller",
        "ItemController",
        "item-api",
        "ItemResource",
        "Items",
    ] {
        assert_names(
            &"
            POST   /items            addUsingPOST       TAG items.add
            GET    /items            findAllUsingGET    TAG items.list
            GET    /items/{id}       getUsingGET_1      TAG items.get
            DELETE /items/{id}       deleteUsingDELETE_2 TAG items.delete
            GET    /items/{id}/price getUsingGET_3      TAG items.get_price
            "
            .replace("TAG", tag),
        );
    }
    assert_names(
        "
        GET /cats      CatsController_findAll - cats.list
        GET /cats/{id} CatsController_findOne - cats.get
        ",
    );
    assert_chosen(
        &tags(),
        "
        GET  /dogs/{id}      DogService_GetDog DogService dogs.get
        POST /dogs/{id}/walk DogService_RunDog DogService dogs.run
        ",
    );
}

#[test]
fn numbers_that_tell_ids_apart_are_not_names() {
    assert_names(
        "
        GET  /v1/users        listUsers      users users.list
        GET  /v2/users        listUsers_1    users users.list_v2
        GET  /v1/users/{id}   getUser        users users.get
        HEAD /v1/users/{id}   getUser_1      users users.head
        POST /v1/users/step_2 completeStep_2 users users.complete_step_2
        ",
    );
}

#[test]
fn actions_are_recognised() {
    assert_names(
        "
        GET  /logs              tail_logs        logs    logs.tail
        GET  /events            stream_events    events  events.stream
        POST /cards/{id}/freeze cards.freezeCard cards   cards.freeze
        GET  /session/login     login_session    session session.login
        ",
    );
    assert_names(
        "
        POST /jobs/prune         prune_jobs          - jobs.prune
        GET  /jobs/prune         preview_pruned_jobs - jobs.get_prune
        POST /jobs/{id}/unfreeze -                   - jobs.unfreeze
        ",
    );
}

#[test]
fn a_version_is_no_resource() {
    assert_names(
        "
        GET /v1/logs/tail     tail_logs     v1  logs.tail
        GET /v1/events/stream stream_events V2  events.stream
        GET /v1/pets          list_pets     api pets.list
        ",
    );
}

#[test]
fn methods_leave_out_the_group_of_their_id() {
    for tag in ["cards", "v1", "-"] {
        assert_names(
            &"
            GET  /cards          cards.listCards TAG cards.list
            GET  /cards/{id}     cards.getCard   TAG cards.get
            POST /cards/{id}/zap cards.zapCard   TAG cards.zap
            "
            .replace("TAG", tag),
        );
    }
    let calls = operations("GET /cards cards.listCards - cards.list");
    let calls: Vec<Call> = calls.into_iter().map(|(call, _)| call).collect();
    let section = super::explain::section(&choose(&calls));
    assert_eq!(
        section,
        "[names]\nscheme = \"ids\"\nstrip_resource = true\n"
    );
    // Where few methods repeat it, somebody chose so.
    assert_names(
        "
        GET   /cards      cards.list         cards cards.list
        PATCH /cards/{id} cards.patch        cards cards.update
        GET   /pins       cards.listCardPins cards cards.list_card_pins
        ",
    );
}

#[test]
fn json_api_adds_nothing() {
    for tag in ["Apps", "-"] {
        assert_names(
            &"
            GET   /v1/apps               apps_get_collection            TAG apps.list
            POST  /v1/apps               apps_createInstance            TAG apps.create
            GET   /v1/apps/{id}          apps_get_instance              TAG apps.get
            PATCH /v1/apps/{id}          apps_update_instance           TAG apps.update
            GET   /v1/apps/{id}/appInfos apps_appInfos_getToManyRelated TAG apps.list_app_infos
            GET   /v1/apps/{id}/build    apps_build_getToOneRelated     TAG apps.get_build
            "
            .replace("TAG", tag),
        );
    }
    let build = "/v1/apps/{id}/relationships/build";
    assert_names(
        &"
        GET   BUILD apps_build_getToOneRelationship    Apps apps.get_build_relationship
        PATCH BUILD apps_build_updateToOneRelationship Apps apps.update_build_relationship
        "
        .replace("BUILD", build),
    );
}

#[test]
fn no_method_says_an_action_twice() {
    assert_names(
        "
        GET /terminals/v1/list      listTerminals         Terminals terminals.list
        GET /terminals/get/{id}     -                     Terminals terminals.get
        GET /terminals/get-codes    -                     Terminals terminals.list_codes
        GET /terminals/{id}/screens get-a-list-of-screens Terminals terminals.list_screens
        ",
    );
    assert_names(
        "
        DELETE /nodes                  removeNodes nodes nodes.remove_all
        DELETE /nodes/{id}             removeNode  nodes nodes.remove
        PUT    /nodes/{id}/tags        addTags     tags  tags.add_all
        PUT    /nodes/{id}/tags/{word} addTag      tags  tags.add
        ",
    );
}

#[test]
fn actions_behind_other_words_come_first() {
    assert_chosen(
        &tags(),
        "
        GET    /repos/{id}/hooks        repoListHooks        repository repository.list_hooks
        DELETE /repos/{id}/hooks/{hook} repoDeleteHook       repository repository.delete_hook
        PUT    /repos/{id}/topic        topic_createOrUpdate repository repository.create_or_update_topic
        GET    /builds/config           builds_config_get    builds     builds.get_config
        ",
    );
    assert_names(
        "
        GET  /acme/pets AcmeListPets  Pets pets.list
        GET  /acme/cats AcmeListCats  Cats cats.list
        POST /acme/cats AcmeCreateCat Cats cats.create
        ",
    );
}

#[test]
fn inputs_in_ids_are_kept() {
    assert_chosen(
        &tags(),
        "
        POST /user/createWithList createUsersWithListInput user user.create_with_list_input
        PUT  /pet                 updatePet                pet  pet.update
        POST /pet/{id}            updatePetWithForm        pet  pet.update_with_form
        ",
    );
}

#[test]
fn repeated_actions_and_empty_words_smell() {
    let cases = [
        ("list list mapped", Some(Smell::RepeatedVerb)),
        ("get retrieve", Some(Smell::RepeatedVerb)),
        ("delete remove", Some(Smell::RepeatedVerb)),
        ("replace add", Some(Smell::RepeatedVerb)),
        ("update instance", Some(Smell::Empty)),
        ("list collection", Some(Smell::Empty)),
        ("delete add on", None),
        ("list cloud instance", None),
    ];
    let call = Call {
        path: "/apps".to_owned(),
        ..Call::default()
    };
    for (method, smell) in cases {
        let placement = Placement {
            resource: vec!["apps".to_owned()],
            method: method.to_owned(),
            reason: "",
        };
        assert_eq!(smells(&call, &placement), Vec::from_iter(smell), "{method}");
    }
}
