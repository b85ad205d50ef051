using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class SealsOfAll : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "SupervisionRecords",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Staff",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "ShiftGroups",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "SentLetters",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "SeatSpells",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "SamplingPlans",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "RosterChanges",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Replies",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Refusals",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Rectifications",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "RecordingMarks",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "RecordingHolds",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "RecordingExports",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "RecordingAlarms",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "ReceivedLetters",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Letters",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "LetterPrints",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "LeaderInstructions",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "IdentityLinks",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Handovers",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "ExchangeLinks",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "ExchangedFiles",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Duties",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "DeletionCertificates",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Contacts",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Climbs",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "CasePhotos",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "CaseContacts",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "CallDraws",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "CallbackTasks",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "CallbackAttempts",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Attachments",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Tallies",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Held = table.Column<long>(type: "INTEGER", nullable: false),
                    High = table.Column<long>(type: "INTEGER", nullable: false),
                    Low = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tallies", x => x.Name);
                });

            // The first start of this version seals and counts what older ones wrote.
            migrationBuilder.Sql("INSERT INTO \"Tallies\" (\"Name\", \"Held\", \"High\", \"Low\") VALUES ('(to come)', 0, 0, 0)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Tallies");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "SupervisionRecords");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Staff");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "ShiftGroups");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "SentLetters");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "SeatSpells");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "SamplingPlans");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "RosterChanges");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Replies");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Refusals");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Rectifications");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "RecordingMarks");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "RecordingHolds");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "RecordingExports");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "RecordingAlarms");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "ReceivedLetters");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Letters");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "LetterPrints");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "LeaderInstructions");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "IdentityLinks");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Handovers");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "ExchangeLinks");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "ExchangedFiles");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Duties");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "DeletionCertificates");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Climbs");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "CasePhotos");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "CaseContacts");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "CallDraws");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "CallbackTasks");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "CallbackAttempts");

            migrationBuilder.DropColumn(
                name: "Seal",
                table: "Attachments");
        }
    }
}
