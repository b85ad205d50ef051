using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class Figures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "CallbackAsked",
                table: "Contacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "Outbound",
                table: "Contacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "QueuedAt",
                table: "Contacts",
                type: "TEXT",
                maxLength: 28,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "SkillGroup",
                table: "Contacts",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "CallQuarters",
                columns: table => new
                {
                    Start = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    SkillGroup = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    AgentId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Tally_Abandoned = table.Column<int>(type: "INTEGER", nullable: false),
                    Tally_AbandonedLate = table.Column<int>(type: "INTEGER", nullable: false),
                    Tally_AbandonedMs = table.Column<long>(type: "INTEGER", nullable: false),
                    Tally_Answered = table.Column<int>(type: "INTEGER", nullable: false),
                    Tally_Arrived = table.Column<int>(type: "INTEGER", nullable: false),
                    Tally_CallbacksAsked = table.Column<int>(type: "INTEGER", nullable: false),
                    Tally_FirstContacts = table.Column<int>(type: "INTEGER", nullable: false),
                    Tally_LongestMs = table.Column<long>(type: "INTEGER", nullable: false),
                    Tally_Outbound = table.Column<int>(type: "INTEGER", nullable: false),
                    Tally_OutboundMs = table.Column<long>(type: "INTEGER", nullable: false),
                    Tally_Queued = table.Column<int>(type: "INTEGER", nullable: false),
                    Tally_Resolved = table.Column<int>(type: "INTEGER", nullable: false),
                    Tally_Talked = table.Column<int>(type: "INTEGER", nullable: false),
                    Tally_TalkedMs = table.Column<long>(type: "INTEGER", nullable: false),
                    Tally_WaitedMs = table.Column<long>(type: "INTEGER", nullable: false),
                    Tally_Within15 = table.Column<int>(type: "INTEGER", nullable: false),
                    Tally_Within20 = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CallQuarters", x => new { x.Start, x.SkillGroup, x.AgentId });
                });

            migrationBuilder.CreateTable(
                name: "FigureQuarters",
                columns: table => new
                {
                    Start = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    ComputedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    Times = table.Column<int>(type: "INTEGER", nullable: false),
                    Settled = table.Column<bool>(type: "INTEGER", nullable: false),
                    Stale = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FigureQuarters", x => x.Start);
                });

            migrationBuilder.CreateTable(
                name: "SeatQuarters",
                columns: table => new
                {
                    Start = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    AgentId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Tally_NotReadyMs = table.Column<long>(type: "INTEGER", nullable: false),
                    Tally_ReadyMs = table.Column<long>(type: "INTEGER", nullable: false),
                    Tally_RingingMs = table.Column<long>(type: "INTEGER", nullable: false),
                    Tally_TalkingMs = table.Column<long>(type: "INTEGER", nullable: false),
                    Tally_WrapUpMs = table.Column<long>(type: "INTEGER", nullable: false),
                    Tally_WrapUps = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SeatQuarters", x => new { x.Start, x.AgentId });
                });

            migrationBuilder.CreateTable(
                name: "SeatSpells",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    AgentId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 100, nullable: true),
                    From = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    Until = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    Open = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SeatSpells", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_FigureQuarters_Settled_Start",
                table: "FigureQuarters",
                columns: new[] { "Settled", "Start" });

            migrationBuilder.CreateIndex(
                name: "IX_FigureQuarters_Stale",
                table: "FigureQuarters",
                column: "Start",
                descending: new bool[0],
                filter: "\"Stale\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_SeatSpells_AgentId_From",
                table: "SeatSpells",
                columns: new[] { "AgentId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_SeatSpells_Open",
                table: "SeatSpells",
                column: "AgentId",
                filter: "\"Open\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_SeatSpells_Until",
                table: "SeatSpells",
                column: "Until");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "CallQuarters");

            migrationBuilder.DropTable(
                name: "FigureQuarters");

            migrationBuilder.DropTable(
                name: "SeatQuarters");

            migrationBuilder.DropTable(
                name: "SeatSpells");

            migrationBuilder.DropColumn(
                name: "CallbackAsked",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "Outbound",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "QueuedAt",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "SkillGroup",
                table: "Contacts");
        }
    }
}
