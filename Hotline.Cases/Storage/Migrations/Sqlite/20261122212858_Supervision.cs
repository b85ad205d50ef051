using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class Supervision : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Supervised",
                table: "Cases",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "Climbs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CaseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Ladder = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    StartedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    Taken = table.Column<int>(type: "INTEGER", nullable: false),
                    NextAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    EndedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    EndedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Climbs", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SupervisionRecords",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CaseId = table.Column<Guid>(type: "TEXT", nullable: false),
                    CaseNumber = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    UnitId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    UnitName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    OfficeId = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    OfficeName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Cause = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Ladder = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    Clause = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    At = table.Column<string>(type: "TEXT", maxLength: 28, nullable: false),
                    ById = table.Column<Guid>(type: "TEXT", nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    EndedAt = table.Column<string>(type: "TEXT", maxLength: 28, nullable: true),
                    EndedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Conclusion = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SupervisionRecords", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Cases_Supervised",
                table: "Cases",
                column: "Supervised",
                filter: "\"Supervised\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_Climbs_CaseId",
                table: "Climbs",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_Climbs_NextAt",
                table: "Climbs",
                column: "NextAt",
                filter: "\"NextAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_SupervisionRecords_At",
                table: "SupervisionRecords",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_SupervisionRecords_CaseId",
                table: "SupervisionRecords",
                column: "CaseId");

            migrationBuilder.CreateIndex(
                name: "IX_SupervisionRecords_OfficeId_CaseId",
                table: "SupervisionRecords",
                columns: new[] { "OfficeId", "CaseId" },
                filter: "\"OfficeId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_SupervisionRecords_UnitId_At",
                table: "SupervisionRecords",
                columns: new[] { "UnitId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Climbs");

            migrationBuilder.DropTable(
                name: "SupervisionRecords");

            migrationBuilder.DropIndex(
                name: "IX_Cases_Supervised",
                table: "Cases");

            migrationBuilder.DropColumn(
                name: "Supervised",
                table: "Cases");
        }
    }
}
