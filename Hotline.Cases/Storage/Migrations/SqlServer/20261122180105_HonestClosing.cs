using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    internal partial class HonestClosing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ApproverUnitId",
                table: "UnitRequests",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "ClosedById",
                table: "Cases",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_UnitRequests_ApproverUnitId",
                table: "UnitRequests",
                column: "ApproverUnitId",
                filter: "\"ApproverUnitId\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_UnitRequests_ApproverUnitId",
                table: "UnitRequests");

            migrationBuilder.DropColumn(
                name: "ApproverUnitId",
                table: "UnitRequests");

            migrationBuilder.DropColumn(
                name: "ClosedById",
                table: "Cases");
        }
    }
}
