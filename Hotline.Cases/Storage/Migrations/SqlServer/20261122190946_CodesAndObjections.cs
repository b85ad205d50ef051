using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Hotline.Cases.Storage.Migrations.SqlServer
{
    /// <inheritdoc />
    internal partial class CodesAndObjections : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AccessCodes",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    PhoneKey = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    AddressHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    CodeHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: false),
                    IssuedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: false),
                    Wrong = table.Column<int>(type: "int", nullable: false),
                    UsedAt = table.Column<DateTimeOffset>(type: "datetimeoffset", nullable: true),
                    TicketHash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AccessCodes", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AccessCodes_AddressHash_IssuedAt",
                table: "AccessCodes",
                columns: new[] { "AddressHash", "IssuedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AccessCodes_IssuedAt",
                table: "AccessCodes",
                column: "IssuedAt");

            migrationBuilder.CreateIndex(
                name: "IX_AccessCodes_PhoneKey_IssuedAt",
                table: "AccessCodes",
                columns: new[] { "PhoneKey", "IssuedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_AccessCodes_TicketHash",
                table: "AccessCodes",
                column: "TicketHash",
                unique: true,
                filter: "\"TicketHash\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AccessCodes");
        }
    }
}
