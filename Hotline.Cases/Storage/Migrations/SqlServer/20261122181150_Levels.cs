using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    internal partial class Levels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "ApproverRole",
                table: "UnitRequests",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "HotlineOffice");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "ConfirmedAt",
                table: "UnitRequests",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ConfirmedBy",
                table: "UnitRequests",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Outcome",
                table: "UnitRequests",
                type: "nvarchar(40)",
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ReplyText",
                table: "UnitRequests",
                type: "nvarchar(4000)",
                maxLength: 4000,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AboveUnitId",
                table: "CoHandlings",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "AboveUnitName",
                table: "CoHandlings",
                type: "nvarchar(200)",
                maxLength: 200,
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "NextAt",
                table: "CoHandlings",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Redone",
                table: "CoHandlings",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "SignedAt",
                table: "CoHandlings",
                type: "datetimeoffset",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_CoHandlings_NextAt",
                table: "CoHandlings",
                column: "NextAt",
                filter: "\"NextAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_CoHandlings_NextAt",
                table: "CoHandlings");

            migrationBuilder.DropColumn(
                name: "ApproverRole",
                table: "UnitRequests");

            migrationBuilder.DropColumn(
                name: "ConfirmedAt",
                table: "UnitRequests");

            migrationBuilder.DropColumn(
                name: "ConfirmedBy",
                table: "UnitRequests");

            migrationBuilder.DropColumn(
                name: "Outcome",
                table: "UnitRequests");

            migrationBuilder.DropColumn(
                name: "ReplyText",
                table: "UnitRequests");

            migrationBuilder.DropColumn(
                name: "AboveUnitId",
                table: "CoHandlings");

            migrationBuilder.DropColumn(
                name: "AboveUnitName",
                table: "CoHandlings");

            migrationBuilder.DropColumn(
                name: "NextAt",
                table: "CoHandlings");

            migrationBuilder.DropColumn(
                name: "Redone",
                table: "CoHandlings");

            migrationBuilder.DropColumn(
                name: "SignedAt",
                table: "CoHandlings");
        }
    }
}
