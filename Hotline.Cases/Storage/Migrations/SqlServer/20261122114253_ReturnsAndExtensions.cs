using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    internal partial class ReturnsAndExtensions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Ground",
                table: "Countdowns",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Limit",
                table: "Countdowns",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OverrideDocument",
                table: "Countdowns",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "OverrideSource",
                table: "Countdowns",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ClosedAt",
                table: "Cases",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Complexity",
                table: "Cases",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "ConvenienceList",
                table: "Cases",
                type: "bit",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Limits",
                table: "Cases",
                type: "nvarchar(2000)",
                maxLength: 2000,
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ReturnedAt",
                table: "Assignments",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "UnitRequests",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    CaseId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    UnitId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    UnitName = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    AskedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    AskedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Reason = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: false),
                    Leader = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Clause = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    SuggestedUnitId = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    PreTreatment = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    RequesterTold = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true),
                    Until = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    CountdownId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    LongCycle = table.Column<bool>(type: "bit", nullable: false),
                    State = table.Column<string>(type: "nvarchar(40)", maxLength: 40, nullable: false),
                    DecidedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    DecidedBy = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: true),
                    Decision = table.Column<string>(type: "nvarchar(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UnitRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_UnitRequests_Cases_CaseId",
                        column: x => x.CaseId,
                        principalTable: "Cases",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Cases_PolicyId",
                table: "Cases",
                column: "PolicyId");

            migrationBuilder.CreateIndex(
                name: "IX_UnitRequests_CaseId",
                table: "UnitRequests",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_UnitRequests_State_AskedAt",
                table: "UnitRequests",
                columns: new[] { "State", "AskedAt" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "UnitRequests");

            migrationBuilder.DropIndex(
                name: "IX_Cases_PolicyId",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Ground",
                table: "Countdowns");

            migrationBuilder.DropColumn(
                name: "Limit",
                table: "Countdowns");

            migrationBuilder.DropColumn(
                name: "OverrideDocument",
                table: "Countdowns");

            migrationBuilder.DropColumn(
                name: "OverrideSource",
                table: "Countdowns");

            migrationBuilder.DropColumn(
                name: "ClosedAt",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Complexity",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ConvenienceList",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Limits",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "ReturnedAt",
                table: "Assignments");
        }
    }
}
