using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.SqlServer
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
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Staff",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "ShiftGroups",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "SentLetters",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "SeatSpells",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "SamplingPlans",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "RosterChanges",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Replies",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Refusals",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Rectifications",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "RecordingMarks",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "RecordingHolds",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "RecordingExports",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "RecordingAlarms",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "ReceivedLetters",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Letters",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "LetterPrints",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "LeaderInstructions",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "IdentityLinks",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Handovers",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "ExchangeLinks",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "ExchangedFiles",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Duties",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "DeletionCertificates",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Contacts",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Climbs",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "CasePhotos",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "CaseContacts",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "CallDraws",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "CallbackTasks",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "CallbackAttempts",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Seal",
                table: "Attachments",
                type: "nvarchar(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Tallies",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    Held = table.Column<long>(type: "bigint", nullable: false),
                    High = table.Column<long>(type: "bigint", nullable: false),
                    Low = table.Column<long>(type: "bigint", nullable: false)
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
