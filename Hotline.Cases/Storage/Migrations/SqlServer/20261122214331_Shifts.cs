using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.SqlServer
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
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Day = table.Column<DateOnly>(type: "date", nullable: false),
                    ShiftId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    ShiftName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    GroupId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    From = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    To = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Breaks = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    PlanId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Cancelled = table.Column<bool>(type: "bit", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Duties", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Handovers",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    LeaderId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Leader = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    NextId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Note = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    HazardCases = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    CallsOwed = table.Column<int>(type: "int", nullable: false),
                    Missing = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    AcknowledgedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    AcknowledgedById = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    AcknowledgedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Remark = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Handovers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RosterChanges",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    AskedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    AskedById = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AskedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    PersonId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    OtherId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    FromDay = table.Column<DateOnly>(type: "date", nullable: false),
                    ToDay = table.Column<DateOnly>(type: "date", nullable: false),
                    Moves = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    Wanted = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    WantsLeader = table.Column<bool>(type: "bit", nullable: false),
                    Consents = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    EndedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    EndedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    EndReason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Version = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RosterChanges", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ShiftGroups",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    LeaderId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    MemberIds = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    RotationId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Crew = table.Column<int>(type: "int", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false)
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
