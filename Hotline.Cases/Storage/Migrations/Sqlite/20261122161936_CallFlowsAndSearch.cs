using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    internal partial class CallFlowsAndSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Assignments_UnitId",
                table: "Assignments");

            migrationBuilder.AddColumn<string>(
                name: "Digest",
                table: "HandledKeys",
                type: "TEXT",
                maxLength: 64,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "Rating",
                table: "Contacts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Tag",
                table: "Contacts",
                type: "TEXT",
                maxLength: 32,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Countdowns_LateAfter_CaseId",
                table: "Countdowns",
                columns: new[] { "LateAfter", "CaseId" },
                filter: "\"EndedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_AgentId",
                table: "Cases",
                column: "AgentId",
                filter: "\"AgentId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_RegisteredById",
                table: "Cases",
                column: "RegisteredById");

            migrationBuilder.CreateIndex(
                name: "IX_Assignments_UnitId_CaseId",
                table: "Assignments",
                columns: new[] { "UnitId", "CaseId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Countdowns_LateAfter_CaseId",
                table: "Countdowns");

            migrationBuilder.DropIndex(
                name: "IX_Cases_AgentId",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Cases_RegisteredById",
                table: "Cases");

            migrationBuilder.DropIndex(
                name: "IX_Assignments_UnitId_CaseId",
                table: "Assignments");

            migrationBuilder.DropColumn(
                name: "Digest",
                table: "HandledKeys");

            migrationBuilder.DropColumn(
                name: "Rating",
                table: "Contacts");

            migrationBuilder.DropColumn(
                name: "Tag",
                table: "Contacts");

            migrationBuilder.CreateIndex(
                name: "IX_Assignments_UnitId",
                table: "Assignments",
                column: "UnitId");
        }
    }
}
