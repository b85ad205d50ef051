using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class Shifts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Duties",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ShiftId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ShiftName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    GroupId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    From = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    To = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    Breaks = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    PlanId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Cancelled = table.Column<bool>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Duties", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Handovers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    At = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    LeaderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Leader = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    NextId = table.Column<Guid>(type: "TEXT", nullable: true),
                    Note = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    HazardCases = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    CallsOwed = table.Column<int>(type: "INTEGER", nullable: false),
                    Missing = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    AcknowledgedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    AcknowledgedById = table.Column<Guid>(type: "TEXT", nullable: true),
                    AcknowledgedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Remark = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Handovers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RosterChanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    AskedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    AskedById = table.Column<Guid>(type: "TEXT", nullable: false),
                    AskedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    PersonId = table.Column<Guid>(type: "TEXT", nullable: true),
                    OtherId = table.Column<Guid>(type: "TEXT", nullable: true),
                    FromDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ToDay = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Moves = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    Wanted = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    WantsLeader = table.Column<bool>(type: "INTEGER", nullable: false),
                    Consents = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    EndedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    EndedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    EndReason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RosterChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ShiftGroups",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    LeaderId = table.Column<Guid>(type: "TEXT", nullable: false),
                    MemberIds = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    RotationId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Crew = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ShiftGroups", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Duties_From",
                table: "Duties",
                column: "From");

            migrationBuilder.CreateIndex(
                name: "IX_Duties_PersonId_From",
                table: "Duties",
                columns: new[] { "PersonId", "From" });

            migrationBuilder.CreateIndex(
                name: "IX_Duties_PlanId",
                table: "Duties",
                column: "PlanId");

            migrationBuilder.CreateIndex(
                name: "IX_Handovers_At",
                table: "Handovers",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_RosterChanges_AskedAt",
                table: "RosterChanges",
                column: "AskedAt");

            migrationBuilder.CreateIndex(
                name: "IX_RosterChanges_Kind_ToDay",
                table: "RosterChanges",
                columns: new[] { "Kind", "ToDay" });

            migrationBuilder.CreateIndex(
                name: "IX_RosterChanges_State_AskedAt",
                table: "RosterChanges",
                columns: new[] { "State", "AskedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ShiftGroups_Name",
                table: "ShiftGroups",
                column: "Name",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Duties");

            migrationBuilder.DropTable(
                name: "Handovers");

            migrationBuilder.DropTable(
                name: "RosterChanges");

            migrationBuilder.DropTable(
                name: "ShiftGroups");
        }
    }
}
